for (const [i, ms] of [5, 1, 3, 1, 0].entries()) setTimeout(() => console.log("timer", i, ms), ms * 4);
setTimeout(() => {
  console.log("outer");
  Promise.resolve().then(() => console.log("microtask between timers"));
  setTimeout(() => console.log("inner"), 0);
}, 30);
setTimeout(() => console.log("same time as outer"), 30);

function caesar(text: string, shift: number): string {
  let out = "";
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c >= 65 && c <= 90) out += String.fromCharCode((c - 65 + shift + 26) % 26 + 65);
    else if (c >= 97 && c <= 122) out += String.fromCharCode((c - 97 + shift + 26) % 26 + 97);
    else out += text[i];
  }
  return out;
}
const secret = caesar("Hello, World!", 3);
console.log(secret, caesar(secret, -3));
console.log(isNaN("abc".charCodeAt(10)), String.fromCharCode(72, 105), String.fromCharCode());

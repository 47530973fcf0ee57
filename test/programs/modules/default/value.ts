const hidden = [1, 2, 3];
export default hidden.length * 10;

interface User { name: string; address?: { street: string } }
const user: User = { name: "Ann" };
console.log(user.name);
console.log(user.address!.street.length);

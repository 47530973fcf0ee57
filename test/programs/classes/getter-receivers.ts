// A getter of a class that nothing overrides: instances, subclasses, and receivers that are no instances at all.
class Account {
  balance: number;
  constructor(balance: number) { this.balance = balance; }
  get rich(): boolean { return this.balance > 100; }
  get double(): number { return this.balance * 2; }
  get label(): string { return `account of ${this.balance}`; }
}
class Savings extends Account {
  get rate(): number { return 0.5; }
}
function read(account: Account): string { return `${account.rich} ${account.double} ${account.label}`; }
console.log(read(new Account(50)), read(new Savings(500)), new Savings(1).rate);
console.log(read({ rich: true, double: -0, label: "no account" } as unknown as Account));
const accounts: Account[] = [new Account(1), new Savings(101)];
let count = 0;
for (let i = 0; i < 10; i++) if (accounts[i % 2]!.rich) count++;
console.log(count, accounts[1]?.label, accounts[5]?.label);
const broken = (JSON.parse("[null]") as Account[])[0]!;
try { console.log(broken.double); } catch (e) { console.log((e as Error).message); }
let made = 0;
function make(): Account { made++; return new Account(made); }
console.log(make().double, made);

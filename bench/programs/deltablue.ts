/** An incremental solver of one-way constraints with strengths, after the DeltaBlue algorithm, written anew. */
import { measure } from "./measure.ts";

/** Smaller is stronger. */
const REQUIRED = 0, STRONG = 2, PREFERRED = 3, NORMAL = 5, WEAKEST = 6;

class Variable {
  value: number;
  readonly constraints: Constraint[] = [];
  determinedBy: Constraint | null = null;
  mark = 0;
  walkStrength = WEAKEST;
  stays = true;

  constructor(value: number) {
    this.value = value;
  }

  remove(constraint: Constraint): void {
    const at = this.constraints.indexOf(constraint);
    if (at >= 0) this.constraints.splice(at, 1);
    if (this.determinedBy === constraint) this.determinedBy = null;
  }
}

abstract class Constraint {
  readonly strength: number;

  constructor(strength: number) {
    this.strength = strength;
  }

  abstract attach(): void;
  abstract detach(): void;
  abstract satisfied(): boolean;
  abstract chooseMethod(mark: number): void;
  abstract markInputs(mark: number): void;
  abstract inputsKnown(mark: number): boolean;
  abstract output(): Variable;
  abstract unsatisfy(): void;
  abstract recalculate(): void;
  abstract execute(): void;

  get isInput(): boolean {
    return false;
  }

  /** Takes over its output; the constraint that determined it before, or null. */
  satisfy(mark: number, planner: Planner): Constraint | null {
    this.chooseMethod(mark);
    if (!this.satisfied()) {
      if (this.strength === REQUIRED) throw new Error("a required constraint can't be satisfied");
      return null;
    }
    this.markInputs(mark);
    const out = this.output();
    const overridden = out.determinedBy;
    if (overridden !== null) overridden.unsatisfy();
    out.determinedBy = this;
    if (!planner.propagate(this, mark)) throw new Error("a cycle");
    out.mark = mark;
    return overridden;
  }
}

abstract class Unary extends Constraint {
  readonly variable: Variable;
  on = false;

  constructor(variable: Variable, strength: number) {
    super(strength);
    this.variable = variable;
  }

  attach(): void {
    this.variable.constraints.push(this);
    this.on = false;
  }

  detach(): void {
    this.variable.remove(this);
    this.on = false;
  }

  satisfied(): boolean {
    return this.on;
  }

  chooseMethod(mark: number): void {
    this.on = this.variable.mark !== mark && this.strength < this.variable.walkStrength;
  }

  markInputs(): void {}

  inputsKnown(): boolean {
    return true;
  }

  output(): Variable {
    return this.variable;
  }

  unsatisfy(): void {
    this.on = false;
  }

  recalculate(): void {
    this.variable.walkStrength = this.strength;
    this.variable.stays = !this.isInput;
    if (this.variable.stays) this.execute();
  }
}

class Stay extends Unary {
  execute(): void {}
}

class Edit extends Unary {
  override get isInput(): boolean {
    return true;
  }

  execute(): void {}
}

const NONE = 0, FORWARD = 1, BACKWARD = 2;

abstract class Binary extends Constraint {
  readonly first: Variable;
  readonly second: Variable;
  direction = NONE;

  constructor(first: Variable, second: Variable, strength: number) {
    super(strength);
    this.first = first;
    this.second = second;
  }

  attach(): void {
    this.first.constraints.push(this);
    this.second.constraints.push(this);
    this.direction = NONE;
  }

  detach(): void {
    this.first.remove(this);
    this.second.remove(this);
    this.direction = NONE;
  }

  satisfied(): boolean {
    return this.direction !== NONE;
  }

  chooseMethod(mark: number): void {
    if (this.first.mark === mark) this.direction = this.second.mark !== mark && this.strength < this.second.walkStrength ? FORWARD : NONE;
    else if (this.second.mark === mark) this.direction = this.strength < this.first.walkStrength ? BACKWARD : NONE;
    else if (this.first.walkStrength > this.second.walkStrength) this.direction = this.strength < this.first.walkStrength ? BACKWARD : NONE;
    else this.direction = this.strength < this.second.walkStrength ? FORWARD : NONE;
  }

  markInputs(mark: number): void {
    this.input().mark = mark;
  }

  inputsKnown(mark: number): boolean {
    const input = this.input();
    return input.mark === mark || input.stays || input.determinedBy === null;
  }

  input(): Variable {
    return this.direction === FORWARD ? this.first : this.second;
  }

  output(): Variable {
    return this.direction === FORWARD ? this.second : this.first;
  }

  unsatisfy(): void {
    this.direction = NONE;
  }

  recalculate(): void {
    const input = this.input(), out = this.output();
    out.walkStrength = Math.max(this.strength, input.walkStrength);
    out.stays = input.stays;
    if (out.stays) this.execute();
  }
}

class Equal extends Binary {
  execute(): void {
    this.output().value = this.input().value;
  }
}

/** second = first * scale + offset. */
class Scale extends Binary {
  readonly scale: Variable;
  readonly offset: Variable;

  constructor(first: Variable, second: Variable, scale: Variable, offset: Variable, strength: number) {
    super(first, second, strength);
    this.scale = scale;
    this.offset = offset;
  }

  override attach(): void {
    super.attach();
    this.scale.constraints.push(this);
    this.offset.constraints.push(this);
  }

  override detach(): void {
    super.detach();
    this.scale.remove(this);
    this.offset.remove(this);
  }

  override markInputs(mark: number): void {
    super.markInputs(mark);
    this.scale.mark = mark;
    this.offset.mark = mark;
  }

  override recalculate(): void {
    const input = this.input(), out = this.output();
    out.walkStrength = Math.max(this.strength, input.walkStrength);
    out.stays = input.stays && this.scale.stays && this.offset.stays;
    if (out.stays) this.execute();
  }

  execute(): void {
    if (this.direction === FORWARD) this.second.value = this.first.value * this.scale.value + this.offset.value;
    else this.first.value = (this.second.value - this.offset.value) / this.scale.value;
  }
}

class Planner {
  #mark = 0;

  add(constraint: Constraint): void {
    constraint.attach();
    const mark = ++this.#mark;
    for (let overridden = constraint.satisfy(mark, this); overridden !== null;) overridden = overridden.satisfy(mark, this);
  }

  remove(constraint: Constraint): void {
    const out = constraint.output();
    constraint.unsatisfy();
    constraint.detach();
    const unsatisfied = this.#removePropagating(out);
    for (let strength = REQUIRED; strength <= WEAKEST; strength++) {
      for (const other of unsatisfied) {
        if (other.strength !== strength) continue;
        const mark = ++this.#mark;
        for (let overridden = other.satisfy(mark, this); overridden !== null;) overridden = overridden.satisfy(mark, this);
      }
    }
  }

  plan(sources: readonly Constraint[]): Constraint[] {
    const mark = ++this.#mark;
    const plan: Constraint[] = [];
    const todo = [...sources];
    for (let constraint = todo.pop(); constraint !== undefined; constraint = todo.pop()) {
      if (constraint.output().mark === mark || !constraint.inputsKnown(mark)) continue;
      plan.push(constraint);
      constraint.output().mark = mark;
      addConsumers(constraint.output(), todo);
    }
    return plan;
  }

  /** Recalculates everything downstream; false when that leads back to a variable of this mark. */
  propagate(constraint: Constraint, mark: number): boolean {
    const todo: Constraint[] = [constraint];
    for (let next = todo.pop(); next !== undefined; next = todo.pop()) {
      if (next.output().mark === mark) {
        next.unsatisfy();
        return false;
      }
      next.recalculate();
      addConsumers(next.output(), todo);
    }
    return true;
  }

  #removePropagating(out: Variable): Constraint[] {
    out.determinedBy = null;
    out.walkStrength = WEAKEST;
    out.stays = true;
    const unsatisfied: Constraint[] = [];
    const todo: Variable[] = [out];
    for (let variable = todo.pop(); variable !== undefined; variable = todo.pop()) {
      for (const constraint of variable.constraints) if (!constraint.satisfied()) unsatisfied.push(constraint);
      for (const constraint of variable.constraints) {
        if (constraint === variable.determinedBy || !constraint.satisfied()) continue;
        constraint.recalculate();
        todo.push(constraint.output());
      }
    }
    return unsatisfied;
  }
}

function addConsumers(variable: Variable, into: Constraint[]): void {
  for (const constraint of variable.constraints) if (constraint !== variable.determinedBy && constraint.satisfied()) into.push(constraint);
}

function change(planner: Planner, variable: Variable, value: number, times: number): void {
  const edit = new Edit(variable, PREFERRED);
  planner.add(edit);
  const plan = planner.plan([edit]);
  for (let i = 0; i < times; i++) {
    variable.value = value;
    for (const constraint of plan) constraint.execute();
  }
  planner.remove(edit);
}

function chain(length: number): number {
  const planner = new Planner();
  const variables = Array.from({ length: length + 1 }, () => new Variable(0));
  for (let i = 0; i < length; i++) planner.add(new Equal(variables[i]!, variables[i + 1]!, REQUIRED));
  planner.add(new Stay(variables[length]!, STRONG + 1));
  const edit = new Edit(variables[0]!, PREFERRED - 1);
  planner.add(edit);
  const plan = planner.plan([edit]);
  let sum = 0;
  for (let i = 0; i < 100; i++) {
    variables[0]!.value = i;
    for (const constraint of plan) constraint.execute();
    sum += variables[length]!.value;
  }
  planner.remove(edit);
  return sum;
}

function projection(count: number): number {
  const planner = new Planner();
  const scale = new Variable(10), offset = new Variable(1000);
  const sources: Variable[] = [], targets: Variable[] = [];
  for (let i = 0; i < count; i++) {
    const source = new Variable(i), target = new Variable(i);
    sources.push(source);
    targets.push(target);
    planner.add(new Stay(source, NORMAL));
    planner.add(new Scale(source, target, scale, offset, REQUIRED));
  }
  change(planner, sources[0]!, 17, 10);
  let sum = targets[0]!.value;
  change(planner, targets[1]!, 1050, 10);
  sum += sources[1]!.value;
  change(planner, scale, 5, 10);
  for (const target of targets) sum += target.value;
  change(planner, offset, 2000, 10);
  for (const target of targets) sum += target.value;
  return sum;
}

measure(() => {
  let sum = 0;
  for (let i = 0; i < 8; i++) sum += chain(4000) + projection(4000);
  return sum;
});

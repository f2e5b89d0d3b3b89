// The list itself: where the keys are, what is selected, and what a key or a click does.

const FIRST = 40; // Rows made at once; the others follow when these can be seen.
const DONE = { pin: "Pin", block: "Block", let_go: "Let go" };
const BECOMES = { pin: "pinned", block: "blocked", let_go: "" };
const SAID = { pin: "Pinned", block: "Blocked", let_go: "Let go of" };

class Board {
  constructor(root, place) {
    Object.assign(this, { root, place, rows: new Map(), order: [], selected: new Set(), acts: new Map() });
    this.outbox = new Outbox();
    this.outbox.seen = (id) => this.marks(id)?.seen ?? 0;
    this.outbox.unanswered = () => this.bar.say("The server has not answered yet.", "Try again", () => this.outbox.tell());
    this.bar = new Bar(root, this);
    this.grid = root.querySelector(".rows");
    this.template = root.querySelector("template");
    root.addEventListener("click", (event) => this.click(event));
    // A range is selected with Shift, which would select its words as well.
    root.addEventListener("mousedown", (event) => event.shiftKey && event.preventDefault());
    root.addEventListener("keydown", (event) => this.key(event));
    root.addEventListener("focusin", (event) => this.hold(event.target.closest(".row")?.row.id));
  }

  marks(id) {
    return this.place.marks?.marks[id];
  }

  // The rows, once more. Those that stay keep their places, as somebody is working through them;
  // another choice of rows begins anew.
  take(data) {
    const anew = data.view !== this.data?.view;
    const at = anew ? -1 : this.order.indexOf(this.here);
    const places = new Map(anew ? [] : this.order.map((id) => [id, this.rows.get(id).data.place]));
    this.rows = new Map(data.rows.map((row) => {
      const known = this.rows.get(row.id) ?? new Row(this.template, row);
      known.data = { ...row, place: places.get(row.id) ?? row.place };
      return [row.id, known];
    }));
    const sorted = [...this.rows.keys()];
    this.order = sorted.filter((id) => !places.has(id));
    if (!anew) this.order = this.merged(places, sorted);
    this.stale = this.order.some((id, n) => id !== sorted[n]);
    this.data = data;
    this.selected = new Set(this.order.filter((id) => this.selected.has(id)));
    if (!this.rows.has(this.here)) this.here = this.order[Math.min(Math.max(at, 0), this.order.length - 1)];
    if (anew) this.top();
    if (this.place.marks) this.draw();
  }

  // Rows in their old places, and each new one after the row that it follows.
  merged(places, sorted) {
    const order = [...places.keys()].filter((id) => this.rows.has(id));
    sorted.forEach((id, n) => places.has(id) || order.splice(order.indexOf(sorted[n - 1]) + 1, 0, id));
    return order;
  }

  // Where the keys begin: at the row that is looked at, or else at the first.
  top() {
    const open = this.place.marks?.open;
    this.here = this.rows.has(open) ? open : this.order[0];
    this.grid.scrollTop = 0;
  }

  sort() {
    this.take({ ...this.data, view: null });
    this.focus();
  }

  // What was done, as the server has it.
  hear() {
    const { marks } = this.place;
    this.outbox.answered(marks);
    if (marks.tab === this.outbox.tab) this.bar.refuse(marks.refused);
    if (!this.outbox.acts.some((act) => act.what === "open")) this.open = marks.open;
    if (this.data) this.draw();
  }

  draw() {
    if (!this.drawn) this.top();
    const held = this.grid.contains(this.root.activeElement);
    const made = this.order.map((id) => this.rows.get(id).element);
    const there = [...this.grid.children];
    if (!made.every((row, n) => row === there[n]) || made.length !== there.length) this.lay(made);
    this.order.forEach((id) => this.paint(id));
    this.grid.hidden = !made.length;
    this.bar.show(this.data.count, this.selected.size, this.stale);
    if (held) this.focus();
    else if (!this.drawn && document.activeElement === document.body && matchMedia("(hover: hover)").matches) this.focus();
    this.drawn = true;
  }

  lay(made) {
    const top = this.grid.scrollTop;
    this.grid.replaceChildren(...made.slice(0, this.drawn ? made.length : FIRST));
    if (!this.drawn) requestAnimationFrame(() => setTimeout(() => this.draw()));
    this.grid.scrollTop = top;
  }

  paint(id) {
    const row = this.rows.get(id);
    row.paint(this.marks(id), this.outbox.pending(id), id === this.open);
    row.select(this.selected.has(id));
    row.hold(id === this.here);
  }

  focus() {
    this.rows.get(this.here)?.element.focus({ preventScroll: true });
  }

  // The keys are at this row from now on, however the focus came to it.
  hold(id) {
    if (id === undefined || id === this.here) return;
    this.rows.get(this.here)?.hold(false);
    this.here = id;
    this.rows.get(id).hold(true);
  }

  go(id) {
    if (id === undefined) return;
    this.hold(id);
    this.focus();
    this.rows.get(id).element.scrollIntoView({ block: "nearest" });
  }

  step(by) {
    const last = this.order.length - 1;
    this.go(this.order[Math.min(Math.max(this.order.indexOf(this.here) + by, 0), last)]);
  }

  select(id, ranged) {
    const [from, to] = [this.order.indexOf(this.anchor), this.order.indexOf(id)];
    if (ranged && from >= 0) {
      this.order.slice(Math.min(from, to), Math.max(from, to) + 1).forEach((one) => this.selected.add(one));
    } else {
      this.selected.has(id) ? this.selected.delete(id) : this.selected.add(id);
      this.anchor = id;
    }
    this.draw();
  }

  selectAll(all = this.selected.size < this.order.length) {
    this.selected = new Set(all ? this.order : []);
    this.draw();
  }

  // What the keys and the bulk bar are about: what is selected, or else the row where the keys are.
  about() {
    return this.selected.size ? this.order.filter((id) => this.selected.has(id)) : [this.here];
  }

  decide(what, ids, reason = "") {
    ids = ids.filter((id) => this.rows.has(id) && this.changes(what, this.rows.get(id)));
    if (!ids.length) return;
    const before = new Map(ids.map((id) => [id, { held: this.rows.get(id).held, reason: this.marks(id)?.reason ?? "" }]));
    const about = ids.length > 1 ? ids.length + " articles" : `“${this.rows.get(ids[0]).title}”`;
    this.selected.clear();
    this.tell(what, ids, reason);
    this.bar.say(`${SAID[what]} ${about}.`, "Undo", () => this.undo(before));
    this.draw();
  }

  changes(what, row) {
    if (what === "let_go") return !!row.held;
    return row.held !== BECOMES[what] && (what !== "pin" || row.linked);
  }

  tell(what, ids, reason) {
    this.acts.set(this.outbox.number + 1, { what, reason });
    this.outbox.add(what, ids, { held: BECOMES[what], reason });
  }

  // Back to what each of them was before.
  undo(before) {
    const groups = new Map();
    for (const [id, { held, reason }] of before) {
      const what = { pinned: "pin", blocked: "block" }[held] ?? "let_go";
      const name = what + reason;
      groups.set(name, { what, reason, ids: [...(groups.get(name)?.ids ?? []), id] });
    }
    for (const { what, ids, reason } of groups.values()) this.tell(what, ids, reason);
    this.bar.say("Taken back.");
    this.draw();
    this.focus();
  }

  // A decision that was refused, since somebody else was faster, once more with theirs seen.
  again({ ids, act }) {
    this.tell(act.what, ids, act.reason);
    this.draw();
  }

  do(what, ids = this.about(), event) {
    if (what === "block") return this.ask(ids);
    if (what in BECOMES) return this.decide(what, ids);
    if (what === "open") return this.show(ids[0]);
    if (what === "x") return this.select(ids[0], event?.shiftKey);
    if (what === "all") return this.selectAll();
    if (what === "none") return this.selectAll(false), this.focus();
    if (what === "sort") return this.sort();
    if (what === "keys") return this.bar.keys();
    if (what === "cancel") return this.bar.ask(null);
  }

  ask(ids) {
    ids = ids.filter((id) => this.rows.has(id) && this.changes("block", this.rows.get(id)));
    if (ids.length) this.bar.ask(ids, ids.length > 1 ? `are these ${ids.length}` : `is “${this.rows.get(ids[0]).title}”`);
  }

  show(id) {
    this.open = id;
    this.outbox.add("open", [id]);
    this.draw();
  }

  click(event) {
    const element = event.target.closest(".row"), part = event.target.closest("[data-do]");
    const id = element?.row.id;
    if (element) this.go(id);
    if (part) return this.do(part.dataset.do, element ? [id] : undefined, event);
    if (element && !event.target.closest("label")) {
      if (event.shiftKey) this.select(id, true);
      else this.show(id);
    }
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") return this.escape();
    if (!this.grid.contains(event.target)) return;
    const onRow = event.target.matches(".row");
    const press = {
      j: () => this.step(1), ArrowDown: () => this.step(1), k: () => this.step(-1), ArrowUp: () => this.step(-1),
      Home: () => this.step(-Infinity), End: () => this.step(Infinity),
      p: () => this.do("pin"), b: () => this.do("block"), u: () => this.do("let_go"),
      x: () => this.do("x", [this.here]), X: () => this.do("x", [this.here], event), a: () => this.do("all"),
      "/": () => this.search()?.focus(), "?": () => this.do("keys"),
      ...(onRow && { Enter: () => this.show(this.here), " ": () => this.do("x", [this.here]) }),
    }[event.key];
    if (!press) return;
    event.preventDefault();
    press();
  }

  escape() {
    if (this.bar.asking) return this.bar.ask(null);
    this.bar.keys(false);
    this.selectAll(false);
  }

  search() {
    return document.querySelector(this.data.search);
  }
}

// Called at the first drawing, and again whenever the rows have changed.
export default function ({ parentElement: root, data: [data], setTriggerValue }) {
  const place = root.host.closest(".st-key-curate-board");
  root.board ??= new Board(root, place);
  const { board } = root;
  board.outbox.send = (told) => setTriggerValue("told", told);
  board.heard ??= () => board.hear();
  // From the search on into what it found, and from the edition beside to an article of it.
  board.outside ??= (event) => {
    if (event.type === "keydown") {
      if (event.target === board.search() && event.key === "ArrowDown") board.focus(), event.preventDefault();
      return;
    }
    const id = Number(event.target.closest?.("[data-article]")?.dataset.article);
    if (id) board.show(id);
  };
  place.addEventListener("marks", board.heard);
  document.addEventListener("keydown", board.outside);
  document.addEventListener("click", board.outside);
  board.take(data);
  if (place.marks) board.hear();
  return () => {
    place.removeEventListener("marks", board.heard);
    document.removeEventListener("keydown", board.outside);
    document.removeEventListener("click", board.outside);
  };
}

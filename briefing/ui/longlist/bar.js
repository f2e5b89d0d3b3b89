// What stands above the rows: how many there are, what can be done with those selected, the
// question for a reason, what was done last, and what was refused.

class Bar {
  constructor(root, board) {
    this.board = board;
    this.part = (name) => root.querySelector(name);
    this.refusals = new Map();
    this.form = this.part("form");
    this.form.onsubmit = (event) => {
      event.preventDefault();
      const { ids } = this.asking;
      this.ask(null);
      board.decide("block", ids, this.part("#reason").value);
    };
  }

  show(count, selected, stale) {
    this.part('[data-do="sort"]').hidden = !stale;
    this.part('[data-do="all"]').hidden = !this.board.order.length;
    this.part(".count").textContent = count;
    this.part(".many").textContent = selected + " selected";
    this.part(".bulk").hidden = !selected || !!this.asking;
    this.part(".plain").hidden = !!selected || !!this.asking;
    this.form.hidden = !this.asking;
  }

  // Ask why these rows are to be blocked, `about` says which; null: ask no more.
  ask(ids, about) {
    this.asking = ids && { ids };
    this.board.draw();
    if (!ids) return this.board.focus();
    this.form.querySelector("label").textContent = `Why ${about} to stay out?`;
    this.part("#reason").value = "";
    this.part("#reason").focus();
  }

  keys(open = this.part("#keys").hidden) {
    this.part("#keys").hidden = !open;
    this.part('[data-do="keys"]').setAttribute("aria-expanded", String(open));
  }

  // A sentence about what was done last, with the way back where there is one.
  say(sentence, label, act) {
    const said = document.createElement("p");
    said.textContent = sentence;
    this.part(".said").replaceChildren(said, ...this.button(label, act));
  }

  refuse(refused) {
    for (const one of refused) {
      const name = one.number + ":" + one.ids;
      if (!this.refusals.has(name)) this.refusals.set(name, { ...one, act: this.board.acts.get(one.number) });
    }
    const open = [...this.refusals].filter(([, one]) => !one.answered);
    this.part(".refused").replaceChildren(...open.map(([, one]) => this.refusal(one)));
  }

  refusal(one) {
    const shown = document.createElement("div"), said = document.createElement("p");
    said.textContent = "Not done. " + one.because;
    const answer = (act) => () => {
      one.answered = true;
      this.refuse([]);
      act();
      this.board.focus();
    };
    const again = one.again && one.act && answer(() => this.board.again(one));
    shown.append(said,
      ...this.button(again && DONE[one.act.what] + " all the same", again),
      ...this.button(one.again ? "Leave it" : "Close", answer(() => {})));
    return shown;
  }

  button(label, act) {
    if (!act) return [];
    const made = document.createElement("button");
    Object.assign(made, { type: "button", textContent: label, onclick: act });
    return [made];
  }
}

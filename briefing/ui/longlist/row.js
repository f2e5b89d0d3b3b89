// One row: made once from the template, and painted anew when what it shows has changed. Whatever
// comes from a feed or a person is put in as text.

const HELD = { pinned: "Pinned", blocked: "Blocked" };
const UNMARKED = { seen: 0, held: "", reason: "", by: "", chips: [], abstract: "", stuck: "" };

const chip = ([kind, words]) => {
  const made = document.createElement("span");
  made.className = "chip " + kind;
  made.textContent = words;
  return made;
};

class Row {
  constructor(template, data) {
    this.element = template.content.firstElementChild.cloneNode(true);
    this.element.row = this;
    this.find = Object.fromEntries(
      [...this.element.querySelectorAll("[data-part]")].map((part) => [part.dataset.part, part]));
    this.id = data.id;
    this.data = data;
    this.here = false;
  }

  get title() {
    return this.mark?.abstract || this.data.title;
  }

  get linked() {
    return !(this.mark?.stuck || this.data.stuck);
  }

  // `act` is what is not answered yet.
  paint(mark = UNMARKED, act, open) {
    const held = act ? act.held : mark.held;
    const shown = JSON.stringify([this.data, mark, held, !!act, open]);
    if (shown === this.shown) return;
    Object.assign(this, { shown, mark, held });
    const { data, find } = this;
    find.place.textContent = data.place;
    find.open.textContent = this.title;
    find.open.title = mark.abstract ? "Original: " + data.title : "";
    find.meta.textContent = [data.outlet, data.age].join(" · ");
    find.why.textContent = data.why;
    const chips = [...data.chips, ...mark.chips].map(chip);
    if (HELD[held]) chips.unshift(chip([held, act ? HELD[held] + "…" : HELD[held]]));
    find.chips.replaceChildren(...chips);
    find.chips.title = [mark.by, data.tip].filter(Boolean).join("\n");
    this.offer(find.pin, "Pin", held !== "pinned" && this.linked);
    this.offer(find.block, "Block", held !== "blocked");
    this.offer(find.let_go, held === "blocked" ? "Unblock" : "Unpin", !!held);
    find.pick.setAttribute("aria-label", "Select " + this.title);
    this.element.classList.toggle("waiting", !!act);
    this.element.classList.toggle("blocked", held === "blocked");
    this.element.setAttribute("aria-current", String(open));
  }

  offer(button, words, offered) {
    button.hidden = !offered;
    button.textContent = words;
    button.setAttribute("aria-label", words + ": " + this.title);
  }

  select(selected) {
    this.find.pick.checked = selected;
    this.element.setAttribute("aria-selected", String(selected));
  }

  // The row where the keys are; only its buttons can be reached by Tab, or there would be 2,000.
  hold(here) {
    if (here === this.here) return;
    this.here = here;
    this.element.tabIndex = here ? 0 : -1;
    for (const part of this.element.querySelectorAll("button, input")) part.tabIndex = here ? 0 : -1;
  }
}

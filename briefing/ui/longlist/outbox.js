// What the server was told and has not answered yet. A message that is sent while it is busy takes
// the place of the one before, so each of them says all that is unanswered, the oldest first.

// Milliseconds without an answer until it is all told again, and how often before that is said; and
// without a decision until the ranking is asked for: it takes longer than a decision, and would
// keep the next one waiting.
const PATIENCE = 2000, TIMES = 3, PAUSE = 250;

class Outbox {
  constructor() {
    this.tab = String(Math.random()).slice(2);
    this.number = 0;
    this.acts = [];
  }

  // `ids` are of rows; `held` is what they are from now on, until the server says what they are.
  add(what, ids, { held, reason = "" } = {}) {
    clearTimeout(this.still);
    this.last = what;
    this.acts.push({ number: ++this.number, what, ids, held, reason, sent: false });
    this.tell();
  }

  // What was just decided about a row and is not answered yet.
  pending(id) {
    return this.acts.findLast((act) => act.held !== undefined && act.ids.includes(id));
  }

  // An act on a row whose last one is unanswered waits, as nobody can have seen what comes of that.
  tell(times = 1) {
    const busy = new Set();
    for (const act of this.acts) {
      if (!act.sent && act.ids.some((id) => busy.has(id))) break;
      if (!act.sent) act.seen = act.ids.map((id) => [id, this.seen(id)]);
      act.sent = true;
      act.ids.forEach((id) => busy.add(id));
    }
    clearTimeout(this.late);
    const acts = this.acts.filter((act) => act.sent);
    if (!acts.length) return;
    this.wait(times);
    this.send({ tab: this.tab, acts: acts.map(({ number, what, seen, reason }) => ({ number, what, seen, reason })) });
  }

  // Told twice is done once, as each act has its number; only to ask for the ranking again would
  // begin it again.
  wait(times) {
    const again = times < TIMES && this.acts.some((act) => act.what !== "settle");
    this.late = setTimeout(() => (again ? this.tell(times + 1) : this.unanswered()), again ? PATIENCE : PATIENCE * (TIMES + 1 - times));
  }

  answered(data) {
    clearTimeout(this.late);
    clearTimeout(this.still);
    if (data.tab === this.tab) this.acts = this.acts.filter((act) => act.number > data.heeded);
    if (this.acts.some((act) => !act.sent)) return this.tell();
    if (this.acts.length) this.wait(1);
    else if (!data.settled && this.last !== "settle") {
      this.still = setTimeout(() => this.add("settle", []), PAUSE);
    }
  }
}

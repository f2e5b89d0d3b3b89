// What was done about the rows, handed to the list that stands in the same container.
export default function ({ parentElement, data: [data] }) {
  const board = parentElement.host.closest(".st-key-curate-board");
  board.marks = data;
  board.dispatchEvent(new Event("marks"));
}

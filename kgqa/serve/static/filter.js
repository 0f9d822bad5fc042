// Filters the words while one types; the form does the same with a new page.
const box = document.getElementById("filter");
const rows = [...document.querySelectorAll("tr[data-words]")];
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();

box.addEventListener("input", () => {
  const sought = folded(box.value);
  let left = 0;
  for (const row of rows) {
    row.hidden = !row.dataset.words.includes(sought);
    left += row.hidden ? 0 : 1;
  }
  document.getElementById("count").textContent = `${left} of ${rows.length} words`;
});

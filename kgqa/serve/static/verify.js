// Escape puts a note away until it is pointed at again; Ctrl-Enter checks. Without this file all else works.
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") {
    for (const tip of document.querySelectorAll(".tip")) tip.hidden = true;
  }
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && event.target.id === "text") {
    document.getElementById("verify").requestSubmit();
  }
});

for (const name of ["pointerover", "focusin"]) {
  document.addEventListener(name, (event) => {
    const tip = event.target.closest?.(".said")?.nextElementSibling;
    if (tip) tip.hidden = false;
  });
}

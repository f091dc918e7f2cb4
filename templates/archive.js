"use strict";
// Shows the claims that hold every word of the filter. Without it the list is whole.
const filter = document.querySelector(".filter");
const input = document.getElementById("filter");
const count = document.getElementById("filter-count");
const plain = (text) => text.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
const lists = Array.from(document.querySelectorAll(".claim-list"), (list) => ({
  list,
  heading: list.previousElementSibling,
  claims: Array.from(list.children, (item) => ({ item, text: plain(item.textContent) })),
}));
const show = () => {
  const words = plain(input.value).split(/\s+/).filter(Boolean);
  let all = 0;
  let shown = 0;
  for (const { list, heading, claims } of lists) {
    let here = 0;
    for (const { item, text } of claims) {
      item.hidden = !words.every((word) => text.includes(word));
      here += item.hidden ? 0 : 1;
    }
    list.hidden = heading.hidden = here === 0;
    all += claims.length;
    shown += here;
  }
  const said = words.length === 0 ? "all" : shown === 0 ? "none" : "some";
  count.textContent = count.dataset[said].replace("{shown}", shown).replace("{all}", all);
};
filter.hidden = false;
input.addEventListener("input", show);
show();

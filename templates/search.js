(function () {
  "use strict";
  var stories = JSON.parse(document.getElementById("data").textContent);
  var search = new MiniSearch({
    fields: ["headline", "text", "outlets"],
    storeFields: ["headline", "page", "when"],
    searchOptions: { boost: { headline: 3 }, prefix: true, fuzzy: 0.15, combineWith: "AND" }
  });
  search.addAll(stories);
  var form = document.getElementById("search");
  var field = document.getElementById("words");
  var list = document.getElementById("found");
  var told = document.getElementById("told");
  function show() {
    var words = field.value.trim();
    list.replaceChildren();
    if (!words) { told.textContent = ""; return; }
    var hits = search.search(words).slice(0, 50);
    told.textContent = hits.length ? hits.length + (hits.length === 1 ? " story" : " stories") : "Nothing found";
    hits.forEach(function (hit) {
      var item = document.createElement("li"), link = document.createElement("a"), when = document.createElement("span");
      link.href = hit.page; link.textContent = hit.headline; link.dir = "auto";
      when.className = "meta"; when.textContent = " " + hit.when;
      item.append(link, when);
      list.append(item);
    });
  }
  form.hidden = false;
  form.addEventListener("submit", function (event) { event.preventDefault(); show(); });
  field.addEventListener("input", show);
})();

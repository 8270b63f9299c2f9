
(() => {
  "use strict";

  // Without a script the page is whole: this adds ways to look at it.
  for (const element of document.querySelectorAll("[data-needs-script]")) element.hidden = false;

  // ---- Lists that are filtered and sorted
  // [data-list] holds [data-part]s, they hold [data-group]s, and those [data-entry]s, each with a text. A group's values, in
  // data-NAME, are what controls [data-facet="NAME"] ask for; [data-search] looks through texts and [data-sort] orders the groups.
  for (const list of document.querySelectorAll("[data-list]")) {
    const controls = [...list.querySelectorAll("[data-facet]")];
    const search = list.querySelector("[data-search]");
    const sort = list.querySelector("[data-sort]");
    const status = list.querySelector("[data-status]");
    const clear = list.querySelector("[data-clear]");
    const unfold = list.querySelector("[data-unfold]");
    const parts = [...list.querySelectorAll("[data-part]")].map((element) => ({
      element,
      wasOpen: element.open,
      count: element.querySelector("[data-count]"),
      groups: [...element.querySelectorAll("[data-group]")].map((group, place) => {
        const entries = [...group.querySelectorAll("[data-entry]")];
        return { group, place, entries: entries.length ? entries : [group], text: null, texts: null };
      }),
    }));
    const total = parts.reduce((sum, part) => sum + part.groups.reduce((all, { entries }) => all + entries.length, 0), 0);

    const wanted = () => {
      const facets = new Map();
      for (const control of controls) {
        const value = control.tagName === "SELECT" ? control.value : control.ariaPressed === "true" ? control.dataset.value : "";
        if (!value) continue;
        if (!facets.has(control.dataset.facet)) facets.set(control.dataset.facet, new Set());
        facets.get(control.dataset.facet).add(value);
      }
      return { facets: [...facets], words: (search?.value ?? "").toLowerCase().split(/\s+/).filter(Boolean) };
    };

    const filter = () => {
      const { facets, words } = wanted();
      const isFiltered = facets.length > 0 || words.length > 0;
      let shown = 0;
      for (const part of parts) {
        let shownHere = 0;
        for (const item of part.groups) {
          const fits = facets.every(([name, values]) => (item.group.dataset[name] ?? "").split(" ").some((value) => values.has(value)));
          let visible = 0;
          if (fits && words.length) {
            item.text ??= (item.group.querySelector("[data-head]") ?? item.group).textContent.toLowerCase();
            item.texts ??= item.entries.map((entry) => entry.textContent.toLowerCase());
            item.entries.forEach((entry, place) => {
              const text = item.text + " " + item.texts[place];
              const isShown = words.every((word) => text.includes(word));
              if (entry !== item.group) entry.hidden = !isShown;
              if (isShown) visible += 1;
            });
          } else if (fits) {
            for (const entry of item.entries) if (entry !== item.group) entry.hidden = false;
            visible = item.entries.length;
          }
          item.group.hidden = visible === 0;
          shownHere += visible;
        }
        part.element.hidden = shownHere === 0;
        if (part.count) part.count.textContent = part.count.dataset.count.replace("#", shownHere);
        if (part.element.tagName === "DETAILS") part.element.open = isFiltered ? shownHere > 0 : part.wasOpen;
        shown += shownHere;
      }
      if (status) status.textContent = isFiltered ? `${shown} of ${total} shown` : "";
      if (clear) clear.hidden = !isFiltered;
    };

    const order = () => {
      const name = sort.value;
      const descending = sort.selectedOptions[0].dataset.descending !== undefined;
      const compare = (left, right) => {
        const [a, b] = [left.group.dataset[name] ?? "", right.group.dataset[name] ?? ""];
        const isNumber = a !== "" && b !== "" && !isNaN(a) && !isNaN(b);
        const result = isNumber ? a - b : a < b ? -1 : a > b ? 1 : 0;
        return (descending ? -result : result) || left.place - right.place;
      };
      for (const part of parts) {
        const groups = [...part.groups].sort(name ? compare : (left, right) => left.place - right.place);
        if (groups.length) groups[0].group.parentElement.append(...groups.map((item) => item.group));
      }
    };

    for (const control of controls) {
      if (control.tagName === "SELECT") control.addEventListener("change", filter);
      else control.addEventListener("click", () => {
        control.ariaPressed = control.ariaPressed === "true" ? "false" : "true";
        filter();
      });
    }
    search?.addEventListener("input", filter);
    sort?.addEventListener("change", order);
    clear?.addEventListener("click", () => {
      for (const control of controls) {
        if (control.tagName === "SELECT") control.value = "";
        else control.ariaPressed = "false";
      }
      if (search) search.value = "";
      filter();
      search?.focus();
    });
    unfold?.addEventListener("click", () => {
      const isOpen = unfold.ariaExpanded !== "true";
      unfold.ariaExpanded = String(isOpen);
      for (const part of parts) {
        for (const { group } of part.groups) for (const details of group.querySelectorAll("details")) details.open = isOpen;
      }
    });
    // What a browser keeps over a reload counts.
    filter();
    if (sort?.value) order();
  }

  // ---- Tables that are sorted by a click on a column's head
  for (const table of document.querySelectorAll("table[data-sortable]")) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const descending = head.ariaSort === "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.ariaSort = descending ? "descending" : "ascending";
        const value = (row) => row.cells[column].dataset.value ?? row.cells[column].textContent.trim();
        const rows = [...body.rows].map((row) => [value(row), row]);
        rows.sort(([a], [b]) => {
          const isNumber = a !== "" && b !== "" && !isNaN(a) && !isNaN(b);
          const result = isNumber ? a - b : a.localeCompare(b);
          return descending ? -result : result;
        });
        body.append(...rows.map(([, row]) => row));
      });
    });
  }

  // ---- Links into folded parts open them
  const reveal = () => {
    const target = location.hash.length > 1 && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let element = target; element; element = element.parentElement) if (element.tagName === "DETAILS") element.open = true;
    target.querySelector(":scope > details")?.setAttribute("open", "");
    target.scrollIntoView();
  };
  addEventListener("hashchange", reveal);
  reveal();
})();

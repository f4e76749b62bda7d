// The manager's page: the day in figures and what is still to be settled, reports, the program in words. It shows
// what the service says; headings, names and sentences come from there. The token is kept for this window only.
import {
  act, button, byId, element, failure, field, language, nextLanguage, open, request, row, say, sentence, shape, showWords,
  tell, within,
} from "/page.js";

const state = {
  token: sessionStorage.getItem("token") ?? "",
  lane: null,
  view: sessionStorage.getItem("view") ?? "day",
  asked: {},
  count: {},
  trial: null,
  isLinked: true,
};

// What each view asks for, and which picture its table has: how often a word stands in a column, or a figure by name.
const views = {
  day: { asks: ["date"] },
  activity: { asks: ["date", "class"], picture: { count: "activity" } },
  expiry: { asks: ["date", "until"], picture: { name: ["expires"], figure: "points" } },
  segments: { asks: ["date"], picture: { count: "group" } },
  birthdays: { asks: ["date"] },
  survey: { asks: ["date"], picture: { count: "activity" } },
  forms: { asks: ["month"] },
  refusals: { asks: ["date"], picture: { count: "reason" } },
  stock: { asks: ["date"], picture: { name: ["shop", "year"], figure: "left" } },
  settlement: { asks: ["month", "by"], picture: { name: ["from", "to"], figure: "amount" } },
  program: { asks: [] },
  compare: { asks: ["month"] },
};
const choices = { class: ["active", "regular", "low", "dormant", "lapsed"], by: ["pair", "merchant"] };

// Rows beyond these are in the CSV only: nobody reads them on a screen.
const mostRows = 500;

// ---- the service -------------------------------------------------------------------------------------------

async function call(method, path, body, headers = {}) {
  const response = await request(method, path, body, {
    headers: { ...headers, Authorization: `Bearer ${state.token}` }, lost: () => setLink(false), locked: lock,
  });
  setLink(true);
  return response;
}

const answer = async (method, path, body) => (await call(method, path, body)).json();

function setLink(isLinked) {
  const wasLinked = state.isLinked;
  state.isLinked = isLinked;
  byId("state-link").classList.toggle("off", !isLinked);
  if (!isLinked) tell({ code: "linkLost", title: say("managerLinkLost") });
  else if (byId("notice").dataset.code === "linkLost") tell(null);
  if (isLinked && !wasLinked) refresh();
}

function lock() {
  state.token = "";
  state.count = {};
  sessionStorage.removeItem("token");
  byId("body").replaceChildren();
  askForToken();
}

function askForToken() {
  const form = element("form", { onsubmit: (event) => {
    event.preventDefault();
    within(form, async () => {
      const token = form.querySelector("input").value.trim();
      const { role } = await (await request("GET", "/session", undefined, { headers: { Authorization: `Bearer ${token}` } })).json();
      if (role !== "manager") {
        form.querySelector(".error").textContent = say("notManager");
        return;
      }
      state.token = token;
      sessionStorage.setItem("token", token);
      byId("dialog").close();
      begin();
    });
  } }, field("managerToken", { type: "password", name: "token", autofocus: true }), failure(),
  row(element("button", { type: "submit", class: "main" }, say("enter"))));
  open(say("manager"), form);
}

// ---- the frame ---------------------------------------------------------------------------------------------

function show() {
  showWords();
  document.title = say("manager");
  byId("shop").textContent = state.lane?.shopName ?? "CardLane";
  byId("lane").textContent = state.lane ? `${say("manager")}　${state.lane.program.name}` : "";
  byId("state-link").textContent = say("link");
  byId("lock").textContent = say("lock");
  byId("views").replaceChildren(
    ...Object.keys(views).flatMap((name, index) => [
      index === 1 ? element("h2", {}, say("reports")) : null,
      element("button", {
        type: "button", "data-view": name, "aria-current": name === state.view ? "page" : null, onclick: () => go(name),
      }, say(`view_${name}`)),
    ]).filter(Boolean),
    element("p", {}, say("managerKeys")));
  showAsk();
}

function go(name) {
  state.view = name;
  sessionStorage.setItem("view", name);
  byId("body").replaceChildren();
  byId("subject").textContent = "";
  tell(null);
  show();
  refresh();
}

const today = () => state.lane?.date ?? "";
const asked = (name) => state.asked[name] ?? { date: today(), month: today().slice(0, 7) }[name] ?? "";

function showAsk() {
  const form = byId("ask");
  byId("title").textContent = say(`view_${state.view}`);
  const change = (name) => (event) => {
    state.asked[name] = event.target.value;
    state.count = {};
    refresh();
  };
  const fields = views[state.view].asks.map((name) => choices[name]
    ? element("label", {}, say(`ask_${name}`), element("select", { name, onchange: change(name) },
      ...(name === "class" ? [element("option", { value: "" }, say("all"))] : []),
      ...choices[name].map((value) => element("option", { value, selected: asked(name) === value }, say(`${name}_${value}`)))))
    : element("label", {}, say(`ask_${name}`), element("input", {
      name, type: name === "month" ? "month" : "date", value: asked(name), onchange: change(name), lang: language() })));
  const step = (days) => () => {
    const date = new Date(`${asked("date")}T00:00:00Z`);
    date.setUTCDate(date.getUTCDate() + days);
    state.asked.date = date.toISOString().slice(0, 10);
    state.count = {};
    show();
    refresh();
  };
  if (state.view === "day") {
    fields.unshift(element("button", { type: "button", onclick: step(-1), "aria-label": say("dayBefore") }, "‹"));
    fields.push(element("button", { type: "button", onclick: step(1), "aria-label": say("dayAfter") }, "›"));
  }
  const tools = ["program", "compare"].includes(state.view) ? [] : [button("csv", "F6", saveCSV)];
  form.replaceChildren(...fields, ...tools, button("print", "F9", () => window.print()));
}

function query() {
  const pairs = views[state.view].asks.map((name) => [name, asked(name)]).filter(([, value]) => value);
  return pairs.length ? "?" + new URLSearchParams(pairs) : "";
}

let wanted = 0;
const refresh = () => act(async () => {
  const mine = ++wanted;
  const view = state.view;
  if (view === "compare") return tryProgram();
  const read = view === "program" ? await answer("GET", "/v1/program") : await answer("GET", `/v1/tables/${view}${query()}`);
  if (mine !== wanted) return;
  // What was told of the last report is over with this one.
  if (byId("notice").dataset.code !== "linkLost" && !byId("notice").classList.contains("said")) tell(null);
  byId("subject").textContent = view === "program" ? "" : read.subject.join("　");
  if (view === "program") byId("body").replaceChildren(element("pre", { class: "words" }, read.text));
  else if (view === "day") showDay(read);
  else showReport(read);
});

const saveCSV = () => act(async () => {
  const response = await call("GET", `/v1/reports/${state.view}${query()}`, undefined, { Accept: "text/csv" });
  // Spreadsheets know UTF-8 by its mark.
  const address = URL.createObjectURL(new Blob(["\uFEFF", await response.blob()], { type: "text/csv" }));
  const link = element("a", { href: address, download: `${state.view}-${asked("date") || asked("month")}.csv` });
  link.click();
  URL.revokeObjectURL(address);
});

// ---- a report ----------------------------------------------------------------------------------------------

const number = (text) => Number(text) || 0;

// Bars, each with its name, its figure, and how many it counts.
function bars(entries) {
  const largest = Math.max(1, ...entries.map((entry) => Math.abs(entry.value)));
  return element("div", { class: "bars" }, ...entries.flatMap((entry) => [
    element("span", { class: "name", title: entry.name }, entry.name),
    shape("svg", { viewBox: "0 0 100 10", preserveAspectRatio: "none", "aria-hidden": "true" },
      shape("rect", { width: (Math.abs(entry.value) / largest) * 100, height: 10, class: entry.value < 0 ? "below" : null })),
    element("span", { class: "figure" }, entry.shown ?? String(entry.value)),
    element("span", { class: "figure count" }, entry.count ?? ""),
  ]));
}

function picture(read) {
  const wish = views[state.view].picture;
  const column = (key) => read.columns.findIndex((each) => each.key === key);
  if (!wish || read.rows.length === 0) return null;
  let entries;
  if (wish.count) {
    const place = column(wish.count);
    if (place < 0) return null;
    const counts = new Map();
    for (const cells of read.rows) counts.set(cells[place], (counts.get(cells[place]) ?? 0) + 1);
    entries = [...counts].map(([name, value]) => ({ name: name || say("notTold"), value }));
  } else {
    const places = wish.name.map(column);
    const figure = column(wish.figure);
    if (figure < 0 || places.includes(-1)) return null;
    entries = read.rows.map((cells) => ({
      name: places.map((place) => cells[place] || say("noEnd")).join(" → "), value: number(cells[figure]), shown: cells[figure],
    }));
  }
  return entries.length > 1 || wish.figure ? element("div", { class: "sheet picture" }, bars(entries.slice(0, 24))) : null;
}

function table(columns, rows, acts) {
  return element("table", {},
    element("thead", {}, element("tr", {}, ...columns.map((column) =>
      element("th", { class: column.isFigure ? "figure" : null, scope: "col" }, column.heading)), acts ? element("th", {}) : null)),
    element("tbody", {}, ...rows.map((cells, index) => element("tr", {}, ...cells.map((cell, place) =>
      element("td", { class: columns[place].isFigure ? "figure" : null }, cell)),
    acts ? element("td", { class: "acts" }, ...acts(index)) : null))));
}

function showReport(read) {
  const rest = read.rows.length - mostRows;
  byId("subject").textContent = [...read.subject, `${read.rows.length} ${say("rows")}`].join("　");
  byId("body").replaceChildren(...[
    picture(read),
    read.rows.length === 0 ? element("p", { class: "none" }, say("noRows")) : table(read.columns, read.rows.slice(0, mostRows)),
    rest > 0 ? element("p", { class: "none" }, `+ ${rest}　${say("restInCSV")}`) : null,
  ].filter(Boolean));
}

// ---- another version of the program ------------------------------------------------------------------------

// Asks for a program file, and shows what it would have made of the month's sales.
async function tryProgram() {
  const take = (event) => act(async () => {
    const [file] = event.target.files;
    if (!file) return;
    state.trial = { file: file.name, program: await file.text() };
    await refresh();
  });
  const place = element("div", {});
  byId("subject").textContent = state.trial?.file ?? "";
  byId("body").replaceChildren(
    element("div", { class: "sheet" }, element("p", {}, say("compareHow")),
      element("label", { class: "pick" }, say("chooseFile"),
        element("input", { type: "file", name: "trial", accept: ".yaml,.yml", onchange: take }))),
    place);
  if (!state.trial) return;
  tell(null);
  const { summary } = await answer("POST", "/v1/program/compare", { ...state.trial, month: asked("month") });
  place.replaceChildren(...comparison(summary));
}

function comparison(summary) {
  const side = (part) => part.refused ? `✗ ${part.reason ?? part.refused}` : `${part.due}　+${part.points}`;
  const fact = (word, before, after) => element("div", {}, element("dt", {}, say(word)),
    element("dd", {}, `${before ?? "–"} → ${after ?? "–"}`));
  const changes = summary.changes.flatMap((change) => [
    element("dt", {}, change.rule ?? "–"),
    element("dd", {}, ...change.before.map((text) => element("del", {}, text)), ...change.after.map((text) => element("ins", {}, text))),
  ]);
  return [
    element("dl", { class: "figures" },
      element("div", { class: "main" }, element("dt", {}, say("salesDiffer")),
        element("dd", {}, String(summary.differing), element("small", {}, `/ ${summary.sales} ${say("times")}`))),
      fact("due", summary.oldDue, summary.newDue), fact("pointsEarned", summary.oldPoints, summary.newPoints)),
    element("div", { class: "sheet" }, element("h2", {}, say("rulesDiffer")),
      changes.length === 0 ? element("p", { class: "none" }, say("rulesSame")) : element("dl", { class: "changes" }, ...changes)),
    element("div", { class: "sheet" }, element("h2", {}, say("examples")), table(
      [{ heading: say("level") }, { heading: say("list"), isFigure: true }, { heading: say("before"), isFigure: true },
        { heading: say("after"), isFigure: true }],
      summary.examples.map((each) => [each.level, each.price, side(each.old), side(each.new)]))),
  ];
}

// ---- the day -----------------------------------------------------------------------------------------------

const parts = ["unsignedSlip", "openSale", "printJob"];

function showDay(read) {
  const place = Object.fromEntries(read.columns.map((column, index) => [column.key, index]));
  const of = (section) => read.rows.filter((_, index) => read.names[index] === section);
  const cell = (section, key) => of(section)[0]?.[place[key]] ?? "";
  const fact = (section, key, more, isMain) => element("div", { class: isMain ? "main" : null },
    element("dt", {}, cell(section, "section")),
    element("dd", {}, cell(section, key) || "0", more ? element("small", {}, more) : null));
  const group = (section, key) => {
    const rows = of(section);
    return element("div", { class: "sheet" },
      element("h2", {}, say(`by_${section}`)),
      rows.length === 0 ? element("p", { class: "none" }, say("noRows")) : bars(rows.map((cells) => ({
        name: cells[place[key]] || say("notTold"), value: number(cells[place.amount]), shown: cells[place.amount],
        count: cells[place.count] ? `${cells[place.count]} ${say("times")}` : "",
      }))));
  };
  const open = parts.flatMap((section) => of(section).map((cells) => ({ cells, section })));
  const list = (entries, headings, keys, acts) => table(headings,
    entries.map((cells) => keys.map((key) => cells[place[key]])), acts);
  const counted = (section) => [cell(section, "section"), element("span", { class: "count" }, cell(section, "count"))];
  const closed = of("closed")[0];
  const refused = of("refusedCard");
  const missing = number(cell("missing", "count"));
  byId("body").replaceChildren(
    element("dl", { class: "figures" },
      fact("net", "amount", null, true),
      fact("sales", "amount", `${cell("sales", "count")} ${say("times")}`),
      fact("memberSales", "amount", `${cell("memberSales", "count")} ${say("times")}`),
      element("div", {}, element("dt", {}, say("saved")), element("dd", {}, cell("sales", "discount") || "0.00")),
      fact("returns", "amount", `${cell("returns", "count")} ${say("times")}`),
      fact("redemptions", "points", `${cell("redemptions", "count")} ${say("times")}`),
      closed ? fact("afterClose", "amount", `${cell("afterClose", "count")} ${say("times")}`) : null),
    element("div", { class: "day" },
      element("div", {},
        element("div", { class: `sheet ${missing > 0 ? "open" : "good"}`, id: "settle" },
          closed ? element("p", { class: "closed" }, `✓ ${say("closedBy")} ${closed[place.reference]}　${closed[place.state].slice(0, 16).replace("T", " ")}`)
            : button("closeDay", null, () => closeDay(missing)),
          element("h2", {}, ...missing > 0 ? counted("missing") : [`✓ ${say("settled")}`]),
          open.length === 0 ? element("p", {}, say("nothingOpen")) : list(open.map((entry) => entry.cells),
            [{ heading: say("what") }, { heading: say("slip") }, { heading: say("lane") },
              { heading: say("amount"), isFigure: true }, { heading: say("standing") }],
            ["section", "reference", "lane", "amount", "state"],
            (index) => actsOn(open[index].section, open[index].cells[place.reference]))),
        refused.length === 0 ? null : element("div", { class: "sheet" },
          element("h2", {}, ...counted("refusals")),
          list(refused, [{ heading: say("cardNumber") }, { heading: say("lane") }, { heading: say("standing") }],
            ["reference", "lane", "state"])), drawer()),
      element("div", {}, group("tender", "reference"), group("cashier", "reference"), group("lane", "lane"))));
}

// What can be done about one thing that is open.
function actsOn(section, id) {
  const path = encodeURIComponent(id);
  const done = (work) => () => act(async () => {
    await work();
    await refresh();
  });
  switch (section) {
    case "unsignedSlip":
      return [button("showSlip", null, () => showSlip(id)),
        button("signed", null, done(() => answer("PUT", `/v1/receipts/${path}/signature`, { on: "paper" })))];
    case "openSale": return [button("void", null, () => giveUp(id))];
    case "printJob":
      return [button("onPaper", null, done(() => answer("POST", `/v1/print-jobs/${path}/seen`))),
        button("reprint", null, done(() => answer("POST", `/v1/print-jobs/${path}/retry`)))];
    default: return [];
  }
}

// Closes the day for good, by name.
function closeDay(missing) {
  const form = element("form", { onsubmit: (event) => {
    event.preventDefault();
    within(form, async () => {
      await answer("POST", "/v1/day/close", { date: asked("date"), by: form.querySelector("[name=by]").value.trim() });
      byId("dialog").close();
      await refresh();
    });
  } }, element("p", {}, `${asked("date")}：${say("closeSure")}`),
  missing > 0 ? element("p", { class: "error" }, `${say("closeOpen")} ${missing}`) : null,
  row(field("closedBy", { name: "by", required: true, maxlength: 60, autofocus: true })), failure(),
  row(element("button", { type: "submit", class: "main" }, say("closeDay")), button("back", "Esc", () => byId("dialog").close())));
  open(say("closeDay"), form);
}

function giveUp(id) {
  const form = element("form", { onsubmit: (event) => {
    event.preventDefault();
    within(form, async () => {
      await answer("POST", `/v1/sales/${encodeURIComponent(id)}/void`);
      byId("dialog").close();
      await refresh();
    });
  } }, element("p", {}, `${id}：${say("giveUpSure")}`), failure(),
  row(element("button", { type: "submit", class: "main" }, say("void")), button("back", "Esc", () => byId("dialog").close())));
  open(say("void"), form);
}

const showSlip = (id) => act(async () => {
  const response = await call("GET", `/v1/receipts/${encodeURIComponent(id)}?form=png`);
  const reader = new FileReader();
  reader.onload = () => open(id,
    element("div", { class: "slip" }, element("img", { src: reader.result, alt: id })),
    row(button("back", "Esc", () => byId("dialog").close())));
  reader.readAsDataURL(await response.blob());
});

// The drawer as it was counted, set against what should be in it.
function drawer() {
  // What is typed outlives the figures, which are made anew now and then.
  const typed = (word, name, more = {}) => field(word, {
    name, inputmode: "decimal", value: state.count[name] ?? "", ...more,
    oninput: (event) => { state.count[name] = event.target.value; } });
  const form = element("form", { class: "drawer", onsubmit: (event) => {
    event.preventDefault();
    within(form, async () => {
      const value = (name) => form.querySelector(`[name=${name}]`).value.trim().replace(",", ".");
      const count = { date: asked("date"), counted: value("counted") };
      if (value("float")) count.float = value("float");
      const { rows } = await answer("POST", "/v1/day/count", count);
      const amount = (section) => rows.find((each) => each.section === section).amount;
      const fact = (word, section, isChecked) => element("div", { class: isChecked && number(amount(section)) < 0 ? "below" : null },
        element("dt", {}, say(word)), element("dd", {}, amount(section)));
      form.querySelector("dl").replaceChildren(
        fact("drawerExpected", "drawerExpected"), fact("drawerDifference", "drawerDifference", true));
    });
  } },
  typed("drawerFloat", "float"), typed("drawerCounted", "counted", { required: true }),
  element("button", { type: "submit", "data-action": "count" }, say("drawerCompare")), failure(), element("dl", {}));
  return element("div", { class: "sheet" }, element("h2", {}, say("drawer")), form);
}

// ---- what happens by itself --------------------------------------------------------------------------------

async function begin() {
  if (!state.token) return askForToken();
  await act(async () => {
    state.lane = await answer("GET", "/v1/lane");
    show();
    await refresh();
  });
}

// Today's figures grow by themselves, unless somebody is typing, reading a slip or counting the drawer.
setInterval(() => {
  const isBusy = byId("dialog").open || ["INPUT", "SELECT"].includes(document.activeElement?.tagName)
    || Object.values(state.count).some(Boolean);
  if (state.token && state.view === "day" && asked("date") === today() && !isBusy) refresh();
}, 30_000);

// A window that nobody has touched for ten minutes asks for the token again.
let touched = Date.now();
for (const name of ["keydown", "pointerdown"]) document.addEventListener(name, () => { touched = Date.now(); }, true);
setInterval(() => { if (state.token && Date.now() - touched > 600_000) lock(); }, 10_000);

function changeLanguage() {
  nextLanguage();
  show();
  if (state.token) refresh();
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key.toLowerCase() === "l") {
    event.preventDefault();
    return changeLanguage();
  }
  if (byId("dialog").open || !state.token) return undefined;
  const names = Object.keys(views);
  const here = names.indexOf(state.view);
  const keys = {
    PageUp: () => go(names[(here + names.length - 1) % names.length]),
    PageDown: () => go(names[(here + 1) % names.length]),
    F2: () => go("day"), F5: refresh, F6: () => state.view !== "program" && saveCSV(), F9: () => window.print(),
  };
  if (!keys[event.key]) return undefined;
  event.preventDefault();
  return keys[event.key]();
});

byId("language").addEventListener("click", changeLanguage);
byId("lock").addEventListener("click", lock);
// Without a token the dialog stays: there is nothing behind it.
byId("dialog").addEventListener("cancel", (event) => { if (!state.token) event.preventDefault(); });
show();
begin();

// The cashier's page. It shows what the service says and decides nothing: prices, prompts, rights and sentences
// come from there. What is typed is kept in the browser until the service has it.
import {
  act, button, byId, element, failure, field, language, nextLanguage, open, Refusal, request, row, say, showWords, tell,
  within,
} from "/page.js";

const confirmable = ["identityCard", "discountWaived", "welcomeGift", "birthdayGift", "quarterlyGift", "lotteryDraw"];
const kinds = ["regular", "promotional", "special", "memberOnly"];
const tenders = ["cash", "bankCard", "weChatPay", "alipay"];

const state = {
  lane: null,
  sale: JSON.parse(localStorage.getItem("sale") ?? "null"),
  answer: null,
  chosen: -1,
  isLinked: false,
  readers: new Map(),
  printer: null,
  verdict: null,
};

// ---- the service -------------------------------------------------------------------------------------------

async function call(method, path, body) {
  const response = await request(method, path, body, { lost: () => setLink(false), locked: askForToken });
  const text = await response.text();
  return text ? JSON.parse(text) : {};
}

const salePath = (rest = "") => `/v1/sales/${encodeURIComponent(state.sale.id)}${rest}`;

function setLink(isLinked) {
  if (state.isLinked !== isLinked) {
    state.isLinked = isLinked;
    showStates();
    if (isLinked) send();
  }
  if (isLinked) {
    if (byId("notice").dataset.code === "linkLost") tell(null);
  } else tell({ code: "linkLost", title: say("linkLost") });
}

// ---- one sale ----------------------------------------------------------------------------------------------

function newSale() {
  const day = state.lane.date.replaceAll("-", "");
  const counter = `counter-${day}`;
  const number = Number(localStorage.getItem(counter) ?? "0") + 1;
  localStorage.setItem(counter, String(number));
  state.sale = {
    id: `${state.lane.lane}-${day}-${String(number).padStart(4, "0")}`,
    store: state.lane.shop, lane: state.lane.lane, date: state.lane.date, lines: [],
  };
  state.answer = null;
  state.verdict = null;
  state.chosen = -1;
  keep();
}

const keep = () => localStorage.setItem("sale", JSON.stringify(state.sale));

// Sends the basket; the price comes back. Only the newest answer counts.
let sent = 0;
async function send() {
  if (!state.sale || state.sale.lines.length === 0) {
    state.answer = null;
    show();
    return;
  }
  const mine = ++sent;
  try {
    const answer = await call("PUT", salePath(), state.sale);
    if (mine !== sent) return;
    if (answer.state !== "open") {
      // Frozen or booked before: it is finished from here.
      state.answer = answer;
      show();
      if (answer.state === "committed") await finished();
      return;
    }
    take(answer);
  } catch (error) {
    if (error.problem?.code === "idConflict") {
      // The number is taken: by an earlier day in another browser, most likely.
      const lines = state.sale.lines;
      newSale();
      state.sale.lines = lines;
      keep();
      return send();
    }
    tell(error.problem);
  }
}

function take(answer) {
  state.answer = answer;
  if (answer.card) state.verdict = answer.card;
  tell(null);
  show();
}

// ---- what is seen ------------------------------------------------------------------------------------------

function showStates() {
  const set = (id, word, isOn) => {
    byId(id).textContent = say(word);
    byId(id).classList.toggle("off", !isOn);
  };
  set("state-link", "link", state.isLinked);
  set("state-reader", "reader", state.readers.size > 0);
  set("state-printer", "printer", state.printer !== false);
}

function show() {
  showWords();
  byId("shop").textContent = state.lane?.shopName ?? "CardLane";
  byId("lane").textContent = state.lane ? `${say("lane")} ${state.lane.lane}　${state.lane.program.name}　${state.sale?.id ?? ""}` : "";
  const kind = byId("kind");
  const chosenKind = kind.value || "regular";
  kind.replaceChildren(...kinds.map((name) => element("option", { value: name }, say(name))));
  kind.value = chosenKind;
  showStates();
  showLines();
  showCard();
  showPrompts();
  const quote = state.answer?.quote;
  byId("saved").textContent = quote?.discount ?? "0.00";
  byId("due").textContent = quote?.due ?? "0.00";
  byId("actions").replaceChildren(
    button("help", "F1", help), button("card", "F2", askForCard), button("member", "F3", lookUp),
    button("quantity", "F4", () => byId("quantity").select()), button("return", "F8", takeBack),
    button("hold", "F9", hold), button("void", "Esc", giveUp));
  byId("pay").replaceChildren(element("kbd", {}, "F10"), say("pay"));
  byId("pay").disabled = !["open", "hold"].includes(state.answer?.state);
}

function showLines() {
  const rows = byId("lines");
  const lines = state.sale?.lines ?? [];
  byId("empty").hidden = lines.length > 0;
  state.chosen = Math.min(state.chosen, lines.length - 1);
  rows.replaceChildren(...lines.map((line, index) => {
    const priced = state.answer?.quote?.lines.find((each) => each.id === line.id);
    const steps = (state.answer?.quote?.explanation ?? []).filter((step) => step.line === line.id && step.before !== step.after);
    const way = steps.map((step) => `${step.before} ${step.rate ? `× ${step.rate}` : ""} (${step.rule}) → ${step.after}`).join("　");
    return element("tr", { class: index === state.chosen ? "chosen" : null, onclick: () => choose(index) },
      element("td", {}, line.name, element("div", { class: "way" }, way || (line.kind === "regular" ? "" : say(line.kind)))),
      element("td", { class: "figure" }, String(line.quantity)),
      element("td", { class: "figure" }, priced?.gross ?? line.unitPrice),
      element("td", { class: "figure" }, element("span", { class: "net" }, priced?.net ?? "…")),
      element("td", {}, element("button", { type: "button", "aria-label": say("remove"), onclick: (event) => { event.stopPropagation(); remove(index); } }, "×")));
  }));
  rows.querySelector(".chosen")?.scrollIntoView({ block: "nearest" });
}

function showCard() {
  const place = byId("verdict");
  const verdict = state.verdict;
  const isGood = verdict?.verdict?.accepted === true;
  place.className = !verdict ? "" : !isGood ? "bad" : verdict.nextStep || verdict.verdict.trust === "low" ? "look" : "good";
  byId("sign").textContent = !verdict ? "▭" : !isGood ? "✗" : place.className === "look" ? "!" : "✓";
  byId("sentence").textContent = verdict?.message ?? say("noCard");
  byId("step").textContent = [verdict?.card ? `${verdict.card.number}　${verdict.card.year}` : "", verdict?.nextStep ?? ""].filter(Boolean).join("　");
  byId("put-away").hidden = !state.answer?.card;
  const quote = state.answer?.quote;
  const facts = [];
  if (state.answer?.card && quote) {
    facts.push(["points", `+${quote.points.earned + quote.points.bonus + quote.points.pending}`]);
    if (quote.points.balanceAfter !== null) facts.push(["balance", quote.points.balanceAfter]);
    if (quote.level) facts.push(["level", quote.level.after]);
  }
  byId("member").replaceChildren(...facts.map(([word, value]) =>
    element("div", {}, element("dt", {}, say(word)), element("dd", {}, String(value)))));
}

function showPrompts() {
  const confirmed = new Set(state.answer?.confirmed ?? []);
  const items = (state.answer?.quote?.prompts ?? []).map((prompt) => {
    const asks = confirmable.includes(prompt.code) && state.answer.state === "open";
    return element("li", {}, element("span", {}, prompt.text),
      asks && !confirmed.has(prompt.code) ? button(prompt.code, null, () => confirm(prompt.code)) : null);
  });
  for (const code of confirmed) {
    items.push(element("li", { class: "done" }, element("span", {}, `✓ ${say(code)}`)));
  }
  byId("prompts").replaceChildren(...items);
}

// ---- what the cashier does ---------------------------------------------------------------------------------

function choose(index) {
  state.chosen = index;
  showLines();
}

function remove(index) {
  state.sale.lines.splice(index, 1);
  keep();
  show();
  send();
}

function add(event) {
  event.preventDefault();
  const typed = byId("name").value.trim();
  // A stripe reader that types ends up here like a barcode scanner: a stripe begins with its sentinel.
  if (/^[%;+]/.test(typed)) {
    byId("name").value = "";
    return swipe(typed);
  }
  const price = byId("price").value.trim().replace(",", ".");
  const quantity = byId("quantity").value.trim();
  if (!typed) return byId("name").focus();
  if (!/^\d{1,9}(\.\d{1,2})?$/.test(price)) {
    tell({ code: "badAmount", title: say("badAmount") });
    return byId("price").select();
  }
  if (!/^\d{1,6}(\.\d{1,3})?$/.test(quantity) || Number(quantity) === 0) {
    tell({ code: "badQuantity", title: say("badQuantity") });
    return byId("quantity").select();
  }
  if (!state.sale) newSale();
  const number = state.sale.lines.reduce((most, line) => Math.max(most, Number(line.id)), 0) + 1;
  state.sale.lines.push({ id: String(number), name: typed, quantity, unitPrice: price, kind: byId("kind").value });
  state.chosen = state.sale.lines.length - 1;
  byId("entry").reset();
  keep();
  tell(null);
  show();
  send();
  byId("name").focus();
}

const swipe = (typed) => act(async () => {
  if (state.answer?.state !== "open") return tell({ code: "empty", title: say("empty") });
  try {
    take(await call("POST", salePath("/card"), { swipe: typed }));
  } catch (error) {
    if (error.problem?.code && error.problem.status === 422) {
      state.verdict = { message: error.problem.title, nextStep: error.problem.hint, verdict: { accepted: false } };
      show();
    }
    throw error;
  }
});

const putAway = () => act(async () => {
  state.verdict = null;
  take(await call("DELETE", salePath("/card")));
});

const confirm = (code) => act(async () => take(await call("POST", salePath("/confirmations"), { confirm: [code] })));

// ---- dialogs -----------------------------------------------------------------------------------------------

const close = () => {
  byId("dialog").close();
  byId("name").focus();
};

function help() {
  open(say("help"), element("p", {}, say("keys")), row(button("back", "Esc", close, true)));
}

function askForCard() {
  const input = field("swipeHere", { type: "password", name: "swipe", autofocus: true });
  const form = element("form", { onsubmit: (event) => {
    event.preventDefault();
    const typed = input.querySelector("input").value;
    close();
    swipe(typed);
  } }, input, row(button("back", "Esc", close)));
  open(say("card"), form);
}

function askForToken() {
  if (byId("dialog").open) return;
  const form = element("form", { onsubmit: async (event) => {
    event.preventDefault();
    const token = form.querySelector("input").value.trim();
    const answer = await fetch("/session", { method: "POST", body: token, headers: { "Accept-Language": language() } });
    if (!answer.ok) {
      form.querySelector(".error").textContent = (await answer.json()).title;
      return;
    }
    close();
    begin();
  } }, field("token", { type: "password", name: "token", autofocus: true }), failure(),
  row(element("button", { type: "submit", class: "main" }, say("enter"))));
  open(say("title"), form);
}

function pay() {
  if (!state.answer || !["open", "hold"].includes(state.answer.state)) return;
  const due = state.answer.quote.due;
  const fen = (text) => Math.round(Number(text) * 100);
  const fields = tenders.map((kind, index) =>
    field(kind, { name: kind, inputmode: "decimal", value: index === 0 ? due : "", autofocus: index === 0 }));
  const change = element("p", {});
  const amounts = () => [...form.querySelectorAll("input")].filter((input) => input.value.trim() !== "")
    .map((input) => ({ kind: input.name, amount: input.value.trim() }));
  const reckon = () => {
    const left = amounts().reduce((sum, tender) => sum + fen(tender.amount), 0) - fen(due);
    change.textContent = Number.isNaN(left) ? say("badAmount") : `${say(left < 0 ? "tooLittle" : "change")} ${(Math.abs(left) / 100).toFixed(2)}`;
  };
  const form = element("form", { oninput: reckon, onsubmit: (event) => {
    event.preventDefault();
    const go = form.querySelector("button.main");
    go.disabled = true;
    within(form, async () => {
      const answer = await call("POST", salePath("/commit"), { tenders: amounts() });
      await finished(answer);
    }).finally(() => { go.disabled = false; });
  } }, element("p", { class: "large" }, `${say("due")} ${due}`), row(...fields), change, failure(),
  row(element("button", { type: "submit", class: "main", "data-action": "book" }, element("kbd", {}, "⏎"), say("book")), button("back", "Esc", close)));
  open(say("pay"), form);
  form.querySelector("input").select();
  reckon();
}

// A sale that is booked: its slip, what became of it on paper, and the next one.
async function finished(answer) {
  const id = state.sale.id;
  const slip = (copy) => `/v1/receipts/${encodeURIComponent(id)}?form=png&copy=${copy}`;
  const rows = (answer?.slips ?? []).map((each) =>
    element("p", {}, `${say(each.copy)}: ${each.state ? say(each.state) : say("noPrinter")}`, each.problem ? `　${each.problem.message}` : ""));
  const again = (copy) => act(async () => {
    const printed = await call("POST", `/v1/receipts/${encodeURIComponent(id)}/reprint`, { copy });
    tell({ code: "printed", title: `${say(copy)}: ${say(printed.slips[0].state ?? "noPrinter")}` }, true);
  });
  const sign = (seen, word) => act(async () => {
    await call("PUT", `/v1/receipts/${encodeURIComponent(id)}/signature`, { on: seen });
    dialog.querySelector("[data-action=signed]")?.setAttribute("disabled", "");
    dialog.querySelector("[data-action=refused]")?.setAttribute("disabled", "");
    tell({ code: word, title: `✓ ${say(word)}` }, true);
  });
  const needsSignature = answer?.quote?.signatureRequired ?? state.answer?.quote?.signatureRequired ?? false;
  const dialog = open(`✓ ${say("paid")}　${id}`, element("div", { class: "columns" },
    element("div", { class: "slip" }, element("img", { src: slip("customer"), alt: id })),
    element("div", {}, ...rows,
      needsSignature ? row(button("signed", null, () => sign("paper", "signed")), button("refused", null, () => sign("refused", "refused"))) : null,
      row(element("button", { type: "button", onclick: () => again("merchant") }, `${say("reprint")} ${say("merchant")}`),
        element("button", { type: "button", onclick: () => again("customer") }, `${say("reprint")} ${say("customer")}`)),
      row(element("button", { type: "button", class: "main", autofocus: true, "data-action": "next", onclick: nextSale }, element("kbd", {}, "⏎"), say("next"))))));
  dialog.oncancel = (event) => {
    event.preventDefault();
    nextSale();
  };
}

function nextSale() {
  byId("dialog").oncancel = null;
  newSale();
  tell(null);
  close();
  show();
}

const hold = () => act(async () => {
  if (state.answer?.state !== "open") return;
  const answer = await call("POST", salePath("/hold"), {});
  const held = JSON.parse(localStorage.getItem("held") ?? "[]");
  localStorage.setItem("held", JSON.stringify([...held, state.sale]));
  state.answer = answer;
  newSale();
  show();
  tell({ code: "held", title: `${answer.saleId}　${say("held")}` }, true);
});

const giveUp = () => act(async () => {
  if (byId("dialog").open) return close();
  if (!state.sale || state.sale.lines.length === 0) return;
  await call("POST", salePath("/void"));
  newSale();
  tell(null);
  show();
});

function lookUp() {
  const result = element("dl", { class: "found" });
  const held = JSON.parse(localStorage.getItem("held") ?? "[]");
  const form = element("form", { onsubmit: (event) => {
    event.preventDefault();
    within(form, async () => {
      const typed = form.querySelector("input").value.trim();
      const path = /^\d{16}$/.test(typed) ? `/v1/members?card=${typed}` : `/v1/members/${encodeURIComponent(typed)}`;
      const sheet = await call("GET", path);
      const member = sheet.member;
      const rows = [["member", `${member.familyName ?? ""}${member.title ?? ""}　${member.id}`], ["level", member.level], ["balance", sheet.balance]];
      for (const card of member.cards) rows.push(["card", `${card.number}　${card.year}　${card.status}`]);
      result.replaceChildren(...rows.map(([word, value]) => element("div", {}, element("dt", {}, say(word)), element("dd", {}, String(value)))));
    });
  } }, row(field("number", { name: "number", autofocus: true }), element("button", { type: "submit", class: "main" }, say("look"))),
  failure(), result,
  ...held.map((sale) => row(element("span", {}, sale.id), button("resume", null, () => resume(sale)))),
  row(button("back", "Esc", close)));
  open(say("member"), form);
}

// Takes a held sale up again: it is frozen, and only paid or given up.
const resume = (sale) => act(async () => {
  const answer = await call("GET", `/v1/sales/${encodeURIComponent(sale.id)}`);
  const held = JSON.parse(localStorage.getItem("held") ?? "[]");
  localStorage.setItem("held", JSON.stringify(held.filter((each) => each.id !== sale.id)));
  state.sale = sale;
  state.answer = answer;
  keep();
  close();
  show();
});

function takeBack() {
  const lines = element("div", {});
  let sale = null;
  const form = element("form", { onsubmit: (event) => {
    event.preventDefault();
    within(form, async () => {
      const id = form.querySelector("[name=slip]").value.trim();
      const path = `/v1/sales/${encodeURIComponent(id)}`;
      if (sale?.saleId !== id) {
        sale = await call("GET", path);
        lines.replaceChildren(...sale.quote.lines.map((line) =>
          row(element("span", {}, `${line.id}　${line.net}`), field("quantity", { name: line.id, inputmode: "decimal", value: "0" }))));
        form.querySelector("button.main").textContent = say("takeBack");
        return;
      }
      const back = [...lines.querySelectorAll("input")].filter((input) => Number(input.value) > 0)
        .map((input) => ({ line: input.name, quantity: input.value.trim() }));
      const answer = await call("POST", `${path}/returns`, { lines: back });
      close();
      tell({ code: "refunded", title: `✓ ${say("refunded")} ${answer.refund}　${answer.id}` }, true);
    });
  } }, row(field("slip", { name: "slip", autofocus: true })), lines, failure(),
  row(element("button", { type: "submit", class: "main" }, say("look")), button("back", "Esc", close)));
  open(say("return"), form);
}

// ---- what happens by itself --------------------------------------------------------------------------------

function hear(event) {
  switch (event.event) {
    case "readerAdded": state.readers.set(event.reader, event.kind); break;
    case "readerRemoved": state.readers.delete(event.reader); break;
    case "serviceLost": state.readers.clear(); break;
    case "printer": state.printer = event.ready; break;
    case "cardInserted": case "swipe":
      if (event.verdict) {
        state.verdict = { message: event.message, nextStep: event.nextStep, verdict: event.verdict, card: event.identity };
        if (event.sale === state.sale?.id) act(async () => take(await call("GET", salePath())));
      } else if (event.error) tell(event.error);
      break;
    case "error": tell({ code: event.code, title: event.message, hint: event.hint }); break;
  }
  show();
}

// A basket that is still open when the day ends is sold on the next one.
function keepToTheDay() {
  if (!state.sale || state.sale.date === state.lane.date) return false;
  if (state.answer && state.answer.state !== "open") return false;
  state.sale.date = state.lane.date;
  keep();
  return true;
}

setInterval(() => {
  if (!state.isLinked) return;
  act(async () => {
    state.lane = await call("GET", "/v1/lane");
    if (keepToTheDay()) await send();
  });
}, 60_000);

function listen() {
  const source = new EventSource("/v1/events");
  source.onopen = () => setLink(true);
  source.onerror = () => setLink(false);
  source.onmessage = (message) => hear(JSON.parse(message.data));
}

async function begin() {
  await act(async () => {
    if ((await call("GET", "/session")).role === null) return askForToken();
    state.lane = await call("GET", "/v1/lane");
    const { readers } = await call("GET", "/v1/readers");
    state.readers = new Map(readers.map((reader) => [reader.name, reader.kind]));
    setLink(true);
    keepToTheDay();
    if (!state.sale || state.sale.lane !== state.lane.lane || state.sale.lines.length === 0) newSale();
    listen();
    show();
    await send();
    byId("name").focus();
  });
}

const actions = { F1: help, F2: askForCard, F3: lookUp, F4: () => byId("quantity").select(), F8: takeBack, F9: hold, F10: pay };

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey && event.key.toLowerCase() === "l") {
    event.preventDefault();
    changeLanguage();
    return;
  }
  const isInDialog = byId("dialog").open;
  if (actions[event.key]) {
    event.preventDefault();
    if (!isInDialog) actions[event.key]();
  } else if (event.key === "Escape" && !isInDialog) giveUp();
  else if (!isInDialog && (event.key === "ArrowUp" || event.key === "ArrowDown") && event.target.tagName !== "SELECT") {
    event.preventDefault();
    const last = (state.sale?.lines.length ?? 0) - 1;
    if (last >= 0) choose(Math.min(last, Math.max(0, state.chosen + (event.key === "ArrowUp" ? -1 : 1))));
  } else if (!isInDialog && event.key === "Delete" && state.chosen >= 0 && !event.target.value) remove(state.chosen);
});

function changeLanguage() {
  nextLanguage();
  show();
  if (state.answer?.state === "open") send();
}

byId("language").addEventListener("click", changeLanguage);
byId("entry").addEventListener("submit", add);
byId("put-away").addEventListener("click", putAway);
byId("pay").addEventListener("click", pay);
show();
begin();

import { Board } from "./board.js";

const byId = id => document.getElementById(id);
const query = new URLSearchParams(location.search);
const roomPath = query.get("room") || "lobby";
const person = byId("person");
person.value = query.get("name") || sessionStorage.getItem("person") || `Guest ${Math.floor(100 + Math.random() * 900)}`;
sessionStorage.setItem("person", person.value);

let socket;
let retryAfter = 500;
let lastLine = 0;

const board = new Board(byId("board"), message => send(message), empty => { byId("hint").hidden = !empty; });

function send(message) {
  if (socket?.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
}

function connect() {
  const address = new URL("/ws", location.href);
  address.protocol = address.protocol.replace("http", "ws");
  address.search = new URLSearchParams({ room: roomPath, name: person.value.trim() || "Guest" });
  const current = new WebSocket(address);
  socket = current;
  current.onmessage = event => receive(JSON.parse(event.data));
  current.onclose = event => {
    if (socket !== current) return;
    setState("offline", event.reason || "offline");
    setTimeout(connect, retryAfter);
    retryAfter = Math.min(retryAfter * 2, 8000);
  };
}

function receive(message) {
  switch (message.type) {
    case "welcome":
      retryAfter = 500;
      byId("server").textContent = message.server ?? "";
      byId("server").hidden = !message.server;
      document.title = `${message.room} · ScopeServer`;
      setState("online", "online");
      loadRooms();
      break;
    case "board":
      board.replace(message.version, message.strokes);
      break;
    case "change":
      board.apply(message.version, message.key, message.value);
      break;
    case "chat":
      byId("lines").replaceChildren();
      lastLine = 0;
      message.lines.forEach(addLine);
      break;
    case "line":
      addLine(message.line);
      break;
    case "error":
      toast(message.message);
      break;
  }
}

function setState(name, text) {
  byId("state").className = `state ${name}`;
  byId("state").textContent = text;
}

// Lines of two people may arrive in another order than they were numbered in.
function addLine(line) {
  const lines = byId("lines");
  const item = document.createElement("li");
  item.dataset.number = line.number;
  item.classList.toggle("own", line.author === person.value.trim());
  const author = Object.assign(document.createElement("span"), { className: "author", textContent: line.author });
  const at = new Date(line.at);
  const time = Object.assign(document.createElement("time"), { dateTime: line.at, textContent: at.toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" }) });
  const text = Object.assign(document.createElement("p"), { textContent: line.text });
  item.append(author, time, text);
  const after = line.number > lastLine ? null : [...lines.children].find(other => Number(other.dataset.number) > line.number);
  lines.insertBefore(item, after ?? null);
  lastLine = Math.max(lastLine, line.number);
  while (lines.children.length > 100) lines.firstElementChild.remove();
  lines.scrollTop = lines.scrollHeight;
}

function toast(text) {
  byId("toast").textContent = text;
  byId("toast").hidden = false;
  clearTimeout(toast.timer);
  toast.timer = setTimeout(() => { byId("toast").hidden = true; }, 4000);
}

async function loadRooms() {
  try {
    const response = await fetch("/scopes");
    if (!response.ok) return;
    const paths = [];
    const collect = scope => scope.children.forEach(child => { paths.push(child.path); collect(child); });
    collect(await response.json());
    byId("rooms").replaceChildren(...paths.map(roomLink));
  } catch {
    setState("offline", "offline");
  }
}

function roomLink(path) {
  const link = document.createElement("a");
  link.href = `?${new URLSearchParams({ room: path })}`;
  link.textContent = path;
  if (path === roomPath) link.setAttribute("aria-current", "page");
  return link;
}

byId("say").addEventListener("submit", event => {
  event.preventDefault();
  const text = byId("text").value.trim();
  if (text) send({ type: "say", text });
  byId("text").value = "";
});

person.addEventListener("change", () => {
  sessionStorage.setItem("person", person.value);
  const old = socket;
  connect();
  old.close();
});

byId("new-room").addEventListener("submit", event => {
  event.preventDefault();
  const room = new FormData(event.target).get("room").trim();
  if (room) location.search = new URLSearchParams({ room });
});

connect();
setInterval(loadRooms, 5000);

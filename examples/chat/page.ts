/** The page: one file, no libraries. */
export const PAGE = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Whelk chat</title>
<style>
  body { font: 16px/1.4 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; }
  #messages { list-style: none; padding: 0; min-height: 12rem; }
  #messages b { margin-right: .5em; }
  form { display: flex; gap: .5rem; }
  #text { flex: 1; }
  input, button { font: inherit; padding: .3rem .5rem; }
</style>
<h1>Chat</h1>
<p id="state">connecting …</p>
<ul id="messages"></ul>
<form id="form">
  <input id="name" placeholder="Name" size="10" maxlength="32">
  <input id="text" placeholder="Say something" autocomplete="off" maxlength="2000" autofocus>
  <button>Send</button>
</form>
<script>
  const element = (id) => document.getElementById(id);
  let socket;

  function connect() {
    socket = new WebSocket(location.origin.replace(/^http/, "ws") + "/socket");
    socket.onopen = () => element("messages").replaceChildren();
    socket.onmessage = ({ data }) => show(JSON.parse(data));
    socket.onclose = () => {
      element("state").textContent = "not connected";
      setTimeout(connect, 1000);
    };
  }

  function show(message) {
    if (message.kind === "present") {
      element("state").textContent = message.count + " here";
      return;
    }
    const item = document.createElement("li"), name = document.createElement("b");
    name.textContent = message.name;
    item.title = new Date(message.atMs).toLocaleString();
    item.append(name, message.text);
    element("messages").append(item);
  }

  element("form").onsubmit = (event) => {
    event.preventDefault();
    const text = element("text").value;
    if (text === "" || socket.readyState !== WebSocket.OPEN) return;
    socket.send(JSON.stringify({ name: element("name").value, text }));
    element("text").value = "";
  };
  connect();
</script>
`;

/* Keeps the page live by server-sent events. Plain old script, for old kiosk browsers; without it the page loads itself anew. */
(function () {
  var body = document.body;
  var shown = {};
  var at = body.getAttribute("data-at");
  var heard = new Date();
  var source = null;
  var lost = document.getElementById("lost");

  if (!window.EventSource) {
    setInterval(function () { location.reload(); }, 3000);
    return;
  }

  /* Only what changed is put in place: whoever stands on a button stays there, and nothing is read out twice. */
  function put(id, html) {
    var place = document.getElementById(id);
    if (shown[id] !== html) {
      shown[id] = html;
      place.innerHTML = html;
    }
  }

  function contact() {
    heard = new Date();
    if (!lost.hidden) {
      lost.hidden = true;
      body.className = body.className.replace(" lost", "");
    }
  }

  function show(event) {
    var next = JSON.parse(event.data);
    var id;
    if (next.run !== body.getAttribute("data-run")) {
      /* another appliance answers, perhaps a newer one: its own page */
      location.reload();
      return;
    }
    contact();
    if (next.at === at) {
      shown = next.parts;
      return;
    }
    at = next.at;
    body.className = next.mood;
    for (id in next.parts) {
      if (Object.prototype.hasOwnProperty.call(next.parts, id)) {
        put(id, next.parts[id]);
      }
    }
  }

  function listen() {
    source = new EventSource("/kiosk/events-" + body.getAttribute("data-language"));
    source.onmessage = show;
    source.addEventListener("beat", contact);
    source.onerror = function () {
      if (source.readyState === 2) {
        source.close();
        setTimeout(again, 3000);
      }
    };
  }

  /* Where the appliance cannot work, a page that says why stands in its place: status 503, as HTML. */
  function again() {
    var ask = new XMLHttpRequest();
    ask.open("HEAD", location.pathname);
    ask.onload = function () {
      if (ask.status === 503 && /html/.test(ask.getResponseHeader("Content-Type"))) {
        location.reload();
      } else {
        listen();
      }
    };
    ask.onerror = listen;
    ask.send();
  }

  function two(number) { return (number < 10 ? "0" : "") + number; }

  /* Each ten seconds at least something is heard. After fifteen of silence the page says so, and keeps what it knows. */
  function listenFor() {
    if (new Date() - heard > (source.readyState === 1 ? 15000 : 5000) && lost.hidden) {
      lost.textContent = body.getAttribute("data-lost").replace("{0}",
        two(heard.getHours()) + ":" + two(heard.getMinutes()) + ":" + two(heard.getSeconds()));
      lost.hidden = false;
      body.className += " lost";
    }
  }

  listen();
  setInterval(listenFor, 1000);
}());

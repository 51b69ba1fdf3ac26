/** The page of the house: no build, nothing from elsewhere, and no text of a stranger is ever read as HTML. */
export const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Auction house</title>
<link rel="icon" href="data:,">
<style>
  body { font: 15px/1.4 system-ui, sans-serif; margin: 1.5rem auto; max-width: 70rem; padding: 0 1rem; color: #222; background: #fafafa; }
  main { display: grid; grid-template-columns: repeat(auto-fit, minmax(26rem, 1fr)); gap: 1.5rem; }
  table { border-collapse: collapse; width: 100%; } td, th { text-align: left; padding: .2rem .5rem; border-bottom: 1px solid #ddd; }
  pre, ol { background: #fff; border: 1px solid #ddd; padding: .6rem; margin: 0; height: 18rem; overflow: auto; font: 12px/1.5 ui-monospace, monospace; list-style: none; }
  input { width: 7rem; } form { margin: .5rem 0; } #said { min-height: 1.4em; color: #a30; }
  .DOWN, .exited, .crashed { color: #a30; } .started, .spawned { color: #173; }
</style>
<h1>Auction house</h1>
<label>I am <input id="bidder" value="ann" maxlength="100"></label>
<p id="said" role="status"></p>
<main>
  <section><h2>Lots</h2>
    <table><thead><tr><th>lot</th><th>title</th><th>stands at</th><th>closes in</th><th></th></tr></thead><tbody id="lots"></tbody></table>
    <form id="bid">bid <input name="amount" type="number" min="0" step="any" placeholder="amount" required> on lot <input name="lot" type="number" min="1" value="1" required> <button>Bid</button></form>
    <form id="open">open <input name="title" placeholder="title" maxlength="200" required> from <input name="startPrice" type="number" min="0" step="any" value="10" required> for <input name="seconds" type="number" min="1" value="120" required> s <button>Open</button></form>
  </section>
  <section><h2>Tree</h2><pre id="tree"></pre></section>
  <section><h2>Events</h2><ol id="events"></ol></section>
</main>
<script>
  const $ = (id) => document.getElementById(id);
  const say = (text) => { $('said').textContent = text; };
  const ask = async (method, path, body) => {
    const response = await fetch(path, { method, ...(body && { body: JSON.stringify(body) }) });
    const answer = await response.json();
    say(response.ok ? '' : answer.error + ': ' + answer.remedy);
    soon();
    return answer;
  };
  const cell = (row, text) => { row.insertCell().textContent = text; };
  const refresh = async () => {
    const lots = await (await fetch('/lots')).json();
    $('lots').replaceChildren(...lots.map((lot) => {
      const row = document.createElement('tr');
      cell(row, lot.id);
      cell(row, lot.title);
      cell(row, lot.highest === null ? 'from ' + lot.startPrice : lot.highest + ' (' + lot.bidCount + ')');
      cell(row, lot.closed ? 'closed' : Math.max(0, Math.ceil((lot.endsAt - Date.now()) / 1000)) + ' s');
      const crash = document.createElement('button');
      crash.textContent = 'Crash';
      crash.disabled = lot.closed;
      crash.onclick = () => ask('POST', '/lots/' + lot.id + '/crash');
      row.insertCell().append(crash);
      return row;
    }));
    $('tree').textContent = await (await fetch('/tree')).text();
  };
  let waiting;
  const soon = () => { waiting ??= setTimeout(() => { waiting = undefined; refresh().catch(() => say('the house does not answer')); }, 100); };
  const show = ({ type, data }) => {
    const line = document.createElement('li');
    line.className = type;
    line.textContent = new Date().toLocaleTimeString() + '  ' + type + '  ' + Object.entries(JSON.parse(data)).map(([key, value]) => key + ' ' + value).join(', ');
    $('events').prepend(line);
    while ($('events').childElementCount > 200) $('events').lastChild.remove();
    soon();
  };
  let source;
  const listen = () => {
    source?.close();
    source = new EventSource('/events?bidder=' + encodeURIComponent($('bidder').value));
    for (const type of ['spawned', 'started', 'exited', 'crashed', 'DOWN', 'outbid', 'closed']) source.addEventListener(type, show);
  };
  $('bidder').onchange = listen;
  $('bid').onsubmit = (event) => {
    event.preventDefault();
    const { lot, amount } = event.target.elements;
    ask('POST', '/lots/' + lot.value + '/bids', { bidder: $('bidder').value, amount: amount.valueAsNumber });
  };
  $('open').onsubmit = (event) => {
    event.preventDefault();
    const { title, startPrice, seconds } = event.target.elements;
    ask('POST', '/lots', { title: title.value, startPrice: startPrice.valueAsNumber, closesInMs: seconds.valueAsNumber * 1000 });
  };
  setInterval(soon, 1000);
  listen();
  soon();
</script>
</html>
`;

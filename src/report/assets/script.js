// Everything from the data goes in as text, never as markup.
'use strict';
(() => {
  const byId = (id) => document.getElementById(id);
  const ID = 0, NAME = 1, KIND = 2, ALGORITHM = 3, EXPOSURE = 4, THREAT = 5, SYSTEM = 6, STATUSES = 7,
    DEADLINE = 8, PRIORITY = 9, PLACES = 10, SEEN = 11, PACKAGE = 12;
  const { rows, packages, exposures, classes } = JSON.parse(byId('asset-data').textContent);
  const body = byId('asset-table').tBodies[0];
  const compare = new Intl.Collator('en', { numeric: true }).compare;
  const filter = { text: '', exposure: '', system: '', status: '', package: '' };
  let order = null, shown = rows, drawn = 0;
  const make = (tag, attributes, ...children) => {
    const element = document.createElement(tag);
    Object.entries(attributes).forEach(([name, value]) => element.setAttribute(name, value));
    element.append(...children);
    return element;
  };
  // Policy, status, clause and the status's rank: the worst of them.
  const worst = (row) => row[STATUSES].reduce((most, one) => (!most || one[3] > most[3] ? one : most), null);
  const text = rows.map((row) => [row[ID], row[NAME], row[KIND], row[ALGORITHM], row[SYSTEM], row[PLACES].join(' '),
    row[PACKAGE] === null ? '' : packages[row[PACKAGE]]].join(' ').toLowerCase());
  const today = (row) => (worst(row) || [])[1];
  rows.forEach((row, index) => { row.at = index; });
  const cell = (text) => make('td', {}, text || '–');
  const draw = (row) => {
    const name = make('button', { type: 'button', class: 'name', 'aria-expanded': 'false' }, row[NAME] || '(no name)');
    const tr = make('tr', { id: `asset-${row[ID]}` },
      make('th', { scope: 'row' }, name, make('br', {}), make('span', { class: 'quiet' }, row[KIND])),
      cell(row[ALGORITHM]),
      cell(row[EXPOSURE] !== null && make('span', { class: `exposure-${classes[row[EXPOSURE]]}` }, exposures[row[EXPOSURE]])),
      cell(row[SYSTEM]), cell(today(row)), cell(row[DEADLINE]),
      make('td', { class: 'place' }, row[SEEN] > 1 ? `${row[PLACES][0]} and ${row[SEEN] - 1} more` : row[PLACES][0] || '–'),
      cell(row[PACKAGE] !== null && make('a', { href: `#package-${row[PACKAGE]}` }, packages[row[PACKAGE]])));
    name.addEventListener('click', () => toggle(row, tr, name));
    return tr;
  };
  const list = (items) => make('ul', {}, ...items.map((item) => make('li', {}, item)));
  const facts = (row) => {
    const more = row[SEEN] - row[PLACES].length;
    const places = row[PLACES].concat(more > 0 ? `and ${more} more places, in the inventory` : []);
    const policies = row[STATUSES].map((one) => `${one[0]}: ${one[1]} (${one[2]})`);
    const pairs = [['Seen at', list(places)], ['Policies', policies.length ? list(policies) : 'none applies'],
      ['Threat', `${row[THREAT]}; priority ${row[PRIORITY]} of 1000`],
      ['Asset id', make('a', { href: `#asset-${row[ID]}` }, row[ID].split('-')[0])]];
    return make('dl', {}, ...pairs.flatMap(([term, fact]) => [make('dt', {}, term), make('dd', {}, fact)]));
  };
  const toggle = (row, tr, name) => {
    const open = name.getAttribute('aria-expanded') === 'true';
    name.setAttribute('aria-expanded', String(!open));
    if (open) tr.nextElementSibling.remove();
    else tr.after(make('tr', { class: 'evidence' }, make('td', { colspan: '8' }, facts(row))));
  };
  const extend = (least) => {
    const until = Math.min(shown.length, Math.max(drawn + 100, least || 0));
    for (; drawn < until; drawn += 1) body.append(draw(shown[drawn]));
    byId('more').hidden = drawn >= shown.length;
  };
  const value = (row, column) => {
    if (column === STATUSES) return -(worst(row) || [0, 0, 0, -1])[3];
    if (column === PACKAGE) return row[PACKAGE] === null ? '' : packages[row[PACKAGE]];
    return column === PLACES ? row[PLACES][0] || '' : row[column];
  };
  const refresh = () => {
    const words = filter.text.toLowerCase().split(/\s+/).filter(Boolean);
    shown = rows.filter((row) => words.every((word) => text[row.at].includes(word))
      && (filter.exposure === '' || String(row[EXPOSURE]) === filter.exposure)
      && (filter.system === '' || row[SYSTEM] === filter.system)
      && (filter.status === '' || today(row) === filter.status)
      && (filter.package === '' || String(row[PACKAGE]) === filter.package));
    if (order) {
      shown.sort((one, two) => {
        const [a, b] = [value(one, order.column), value(two, order.column)];
        const none = (x) => x === null || x === '';
        if (none(a) || none(b)) return none(a) - none(b) || one.at - two.at;
        return order.sign * (typeof a === 'number' ? a - b : compare(a, b)) || one.at - two.at;
      });
    }
    body.replaceChildren();
    extend(drawn = 0);
    const only = filter.package === '' ? '' : `, only package “${packages[filter.package]}”`;
    byId('count').textContent = `${shown.length.toLocaleString('en')} of ${rows.length.toLocaleString('en')}${only}`;
  };
  const options = (id, all) => all.forEach(([value, name]) => byId(id).append(make('option', { value }, name)));
  const narrow = (change) => refresh(Object.assign(filter, change));
  const listen = (id, key) => byId(id).addEventListener('input', (event) => narrow({ [key]: event.target.value }));
  const clear = () => {
    byId('filters').reset();
    narrow({ text: '', exposure: '', system: '', status: '', package: '' });
  };
  // A link to a package opens it; a link to an asset finds its row, wherever the table stands.
  const follow = () => {
    const id = location.hash.slice(1);
    if (id.startsWith('package-') && byId(id)) byId(id).open = true;
    if (!id.startsWith('asset-')) return;
    const at = () => shown.findIndex((row) => `asset-${row[ID]}` === id);
    if (at() < 0) clear();
    if (at() < 0) return;
    if (at() >= drawn) extend(at() + 1);
    const name = byId(id).querySelector('button');
    if (name.getAttribute('aria-expanded') === 'false') name.click();
    byId(id).scrollIntoView({ block: 'center' });
    name.focus({ preventScroll: true });
  };
  // The Gantt chart: what a package waits for, and what waits for it.
  const bars = [...document.querySelectorAll('a.package')];
  const needs = (bar) => bar.dataset.after.split(' ');
  const mark = (bar) => bars.forEach((other) => {
    const [own, its] = [bar.dataset.package, other.dataset.package];
    other.classList.toggle('before', needs(bar).includes(its));
    other.classList.toggle('then', needs(other).includes(own));
    other.classList.toggle('aside', other !== bar && !needs(bar).includes(its) && !needs(other).includes(own));
  });
  const unmark = () => bars.forEach((bar) => bar.classList.remove('before', 'then', 'aside'));
  bars.forEach((bar) => {
    ['mouseenter', 'focus'].forEach((event) => bar.addEventListener(event, () => mark(bar)));
    ['mouseleave', 'blur'].forEach((event) => bar.addEventListener(event, unmark));
  });
  options('by-exposure', exposures.map((name, index) => [String(index), name]));
  const distinct = (of) => [...new Set(rows.map(of).filter(Boolean))].sort().map((name) => [name, name]);
  options('by-system', distinct((row) => row[SYSTEM]));
  options('by-status', distinct(today));
  listen('search', 'text');
  ['exposure', 'system', 'status'].forEach((key) => listen(`by-${key}`, key));
  byId('filters').addEventListener('submit', (event) => event.preventDefault());
  byId('clear').addEventListener('click', clear);
  byId('more').addEventListener('click', () => extend());
  document.querySelectorAll('.all-assets').forEach((link) => link.addEventListener('click', () => {
    clear();
    narrow({ package: link.dataset.package });
  }));
  const heads = document.querySelectorAll('#asset-table th[data-sort]');
  heads.forEach((head) => {
    const column = Number(head.dataset.sort);
    head.replaceChildren(make('button', { type: 'button', class: 'sort' }, head.textContent));
    head.firstChild.addEventListener('click', () => {
      order = { column, sign: order && order.column === column ? -order.sign : 1 };
      heads.forEach((other) => other.removeAttribute('aria-sort'));
      head.setAttribute('aria-sort', order.sign > 0 ? 'ascending' : 'descending');
      refresh();
    });
  });
  let closed = [];
  addEventListener('beforeprint', () => {
    (closed = [...document.querySelectorAll('details.package:not([open])')]).forEach((one) => { one.open = true; });
  });
  addEventListener('afterprint', () => closed.forEach((one) => { one.open = false; }));
  addEventListener('hashchange', follow);
  byId('filters').hidden = false;
  follow(refresh());
})();

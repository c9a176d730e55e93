/* The photographer's keys, and uploads one by one with their progress. Without this script every page is a plain form. */
(() => {
  const typing = (element) =>
    element.isContentEditable || (['INPUT', 'TEXTAREA', 'SELECT'].includes(element.tagName) && element.type !== 'checkbox');

  const grid = document.querySelector('[data-photos-grid]');
  if (grid) {
    const boxes = [...grid.querySelectorAll('input[name="id"]')];
    const tiles = [...grid.querySelectorAll('[data-photos-tile]')];
    const told = grid.querySelector('[data-photos-count]');
    const all = grid.querySelector('[data-photos-all]');
    let last = 0;

    const count = () => {
      const number = boxes.filter((box) => box.checked).length;
      const words = number === 1 ? told.dataset.one : told.dataset.many;
      told.textContent = number ? words.replace('#', String(number)) : told.dataset.none;
    };

    boxes.forEach((box, place) => {
      box.addEventListener('click', (event) => {
        if (event.shiftKey) {
          const [from, to] = [Math.min(last, place), Math.max(last, place)];
          boxes.slice(from, to + 1).forEach((each) => { each.checked = box.checked; });
        }
        last = place;
        count();
      });
    });

    all.hidden = false;
    all.addEventListener('click', () => {
      const every = boxes.every((box) => box.checked);
      boxes.forEach((box) => { box.checked = !every; });
      count();
    });

    const across = () => {
      const top = tiles[0].getBoundingClientRect().top;
      const row = tiles.findIndex((tile) => tile.getBoundingClientRect().top > top + 4);
      return row < 1 ? tiles.length : row;
    };

    document.addEventListener('keydown', (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
      const tile = event.target.closest('.ph-tile');
      const now = tile ? tiles.indexOf(tile.querySelector('[data-photos-tile]')) : -1;
      const step = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: across(), ArrowUp: -across() }[event.key];
      if (step && (now >= 0 || event.target === document.body)) {
        event.preventDefault();
        tiles[now < 0 ? 0 : Math.min(Math.max(now + step, 0), tiles.length - 1)].focus();
      } else if (event.key === 'x' && now >= 0) {
        event.preventDefault();
        boxes[now].click();
      } else if (event.key === 'e' && boxes.some((box) => box.checked)) {
        event.preventDefault();
        grid.requestSubmit();
      }
    });

    grid.addEventListener('submit', (event) => {
      if (boxes.some((box) => box.checked)) return;
      event.preventDefault();
      told.textContent = told.dataset.none;
      boxes[0].focus();
    });
    window.addEventListener('pageshow', count);
  }

  const form = document.querySelector('[data-photos-upload]');
  if (form) {
    const field = form.querySelector('#ph-files');
    const drop = form.querySelector('[data-photos-drop]');
    const section = form.querySelector('[data-photos-progress]');
    const list = form.querySelector('[data-photos-list]');
    const row = form.querySelector('[data-photos-row]');
    const told = form.querySelector('[data-photos-told]');
    const onward = form.querySelector('[data-photos-onward]');
    const words = form.querySelector('[data-photos-words]').dataset;
    const taken = [];
    let waiting = [];
    let working = 0;
    let finished = 0;
    let refused = 0;
    let total = 0;

    const picture = (source) => Object.assign(new Image(), { src: source, alt: '' });

    const tell = () => {
      const done = finished === total;
      told.textContent = (done ? told.dataset.done : told.dataset.working)
        .replace('#1', String(done ? taken.length : finished)).replace('#2', String(done ? refused : total));
      onward.hidden = !taken.length || !done;
      onward.href = `${form.dataset.captions}?${taken.map((id) => `id=${id}`).join('&')}`;
    };

    const say = (item, text, wrong) => {
      item.querySelector('.ph-file__said').textContent = text;
      item.classList.toggle('ph-file--wrong', Boolean(wrong));
    };

    const resemble = (item, alike) => {
      if (!alike || !alike.length) return;
      const place = item.querySelector('.ph-file__alike');
      place.hidden = false;
      alike.forEach((each) => {
        const link = Object.assign(document.createElement('a'), { href: each.address, target: '_blank' });
        link.append(picture(each.thumbnail), each.title);
        const line = document.createElement('li');
        line.append(link);
        place.querySelector('ul').append(line);
      });
    };

    const settle = (item, said) => {
      finished += 1;
      working -= 1;
      item.querySelector('progress').hidden = true;
      if (said.success) {
        taken.push(said.photo);
        item.querySelector('.ph-file__name').textContent = said.title;
        item.querySelector('.ph-file__picture').replaceChildren(picture(said.thumbnail));
        say(item, `✓ ${words.taken}`);
      } else {
        refused += 1;
        say(item, `✕ ${said.error_message}`, true);
      }
      resemble(item, said.alike);
      tell();
      next();
    };

    const send = ({ file, item, body }) => {
      working += 1;
      const request = new XMLHttpRequest();
      const bar = item.querySelector('progress');
      request.open('POST', form.action || window.location.href);
      request.setRequestHeader('Accept', 'application/json');
      request.upload.addEventListener('progress', (event) => {
        if (!event.lengthComputable) return;
        bar.value = Math.round((event.loaded / event.total) * 100);
        if (event.loaded === event.total) say(item, words.developing);
      });
      const failed = () => {
        settle(item, { success: false, error_message: words.failed });
        const again = Object.assign(document.createElement('button'), { type: 'button', className: 'button button-small button-secondary', textContent: words.again });
        again.addEventListener('click', () => {
          again.remove();
          finished -= 1;
          refused -= 1;
          bar.hidden = false;
          bar.value = 0;
          say(item, words.waiting);
          waiting.push({ file, item, body });
          next();
        });
        item.querySelector('.ph-file__said').after(again);
      };
      request.addEventListener('error', failed);
      request.addEventListener('load', () => {
        let said;
        try {
          said = JSON.parse(request.responseText);
        } catch {
          failed();
          return;
        }
        settle(item, said);
      });
      const parts = new FormData();
      body.forEach(([name, value]) => parts.append(name, value));
      parts.append('files[]', file, file.name);
      request.send(parts);
    };

    // two at a time: one travels while the other is developed
    const next = () => { while (working < 2 && waiting.length) send(waiting.shift()); };

    const begin = (files) => {
      if (!files.length) return;
      const body = [...new FormData(form)].filter(([name]) => name !== 'files[]');
      section.hidden = false;
      files.forEach((file) => {
        const item = row.content.firstElementChild.cloneNode(true);
        item.querySelector('.ph-file__name').textContent = file.name;
        say(item, words.waiting);
        list.append(item);
        waiting.push({ file, item, body });
      });
      total += files.length;
      field.value = '';
      section.querySelector('h2').focus();
      tell();
      next();
    };

    form.addEventListener('submit', (event) => {
      if (!field.files.length) return; // the server says what is missing
      event.preventDefault();
      begin([...field.files]);
    });
    ['dragover', 'dragleave', 'drop'].forEach((name) => drop.addEventListener(name, (event) => {
      event.preventDefault();
      drop.classList.toggle('ph-drop--over', name === 'dragover');
      if (name === 'drop') begin([...event.dataTransfer.files]);
    }));
    window.addEventListener('beforeunload', (event) => { if (working || waiting.length) event.preventDefault(); });
  }
})();

// The only way the page writes: text nodes, classes and attributes. There is no markup from strings anywhere.

/**
 * @param {string} tag
 * @param {string} [className]
 * @param {...(Node | string)} children
 * @returns {HTMLElement}
 */
export function el(tag, className = '', ...children) {
  const node = document.createElement(tag);
  if (className) {
    node.className = className;
  }
  node.append(...children);
  return node;
}

/** Writes only what differs: 64 tiles are rewritten each second. */
export function setText(node, text) {
  if (node.textContent !== text) {
    node.textContent = text;
  }
}

export function setClass(node, className) {
  if (node.className !== className) {
    node.className = className;
  }
}

export function setAttr(node, name, value) {
  if (value === null) {
    node.removeAttribute(name);
  } else if (node.getAttribute(name) !== value) {
    node.setAttribute(name, value);
  }
}

export function setHidden(node, hidden) {
  if (node.hidden !== hidden) {
    node.hidden = hidden;
  }
}

/** A picture beside a word; the word says it, so the picture is hidden from screen readers. */
export function icon(name) {
  const node = el('span', `icon i-${name}`);
  node.setAttribute('aria-hidden', 'true');
  return node;
}

/** A line that is read aloud when it changes. @param {string} className @param {string} [tag] */
export function status(className, tag = 'p') {
  const node = el(tag, className);
  node.setAttribute('role', 'status');
  return node;
}

/** A box that scrolls: it must be reachable by keyboard. @param {string} className @param {...Node} children */
export function scrolling(className, ...children) {
  const node = el('div', className, ...children);
  node.tabIndex = 0;
  node.setAttribute('role', 'region');
  return node;
}

/** Makes the children of `parent` be these lines; written anew only when one differs. @param {any} parent @param {string[]} texts @param {string} tag @param {string} [className] */
export function setLines(parent, texts, tag, className) {
  const all = texts.join('\n');
  if (parent.lines !== all) {
    parent.lines = all;
    parent.replaceChildren(...texts.map((text) => el(tag, className, text)));
  }
}

/** Several notes in one line; hidden without any. @param {HTMLElement} node @param {(string | false | null | undefined)[]} notes */
export function setNotes(node, notes) {
  const text = notes.filter(Boolean).join(' · ');
  setText(node, text);
  setHidden(node, text === '');
}

/** An address of this page's own as a script, where the browser wants that said. @param {string} name @param {string} url */
export function scriptUrl(name, url) {
  const policy = window.trustedTypes?.createPolicy(name, { createScriptURL: (own) => own });
  return /** @type {any} */ (policy ? policy.createScriptURL(url) : url);
}

/**
 * @param {string} className
 * @param {string} label
 * @param {() => void} action
 * @returns {HTMLButtonElement}
 */
export function button(className, label, action) {
  const node = /** @type {HTMLButtonElement} */ (el('button', className, label));
  node.type = 'button';
  node.addEventListener('click', action);
  return node;
}

/**
 * Makes the children of `parent` be exactly `nodes`, moving as little as possible.
 * @param {Element} parent
 * @param {Node[]} nodes
 */
export function setChildren(parent, nodes) {
  nodes.forEach((node, i) => {
    if (parent.childNodes[i] !== node) {
      parent.insertBefore(node, parent.childNodes[i] ?? null);
    }
  });
  while (parent.childNodes.length > nodes.length) {
    parent.lastChild?.remove();
  }
}

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

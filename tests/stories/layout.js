// What is wrong with how a page lies, a line each: text cut off, over other text, or broken within a word.
() => {
  const SLACK = 2;
  const WORD = /(?<!\S)[^\s/-]{1,16}(?!\S)/g; // A longer one may be broken: an address, a file's name, a hash.
  const CONTROLS = "button, .button, .state, input:not([type=hidden]), select, textarea";
  const problems = new Set();
  const short = (text) => text.trim().replace(/\s+/g, " ").slice(0, 60);
  const style = (element) => getComputedStyle(element);
  const ancestors = (element) => (element ? [element, ...ancestors(element.parentElement)] : []);
  const modal = document.querySelector("dialog:modal");

  const ofSelfOrAncestor = (holds) => {
    const known = new Map([[null, false]]);
    const holdsFor = (element) => {
      if (!known.has(element)) known.set(element, holds(element) || holdsFor(element.parentElement));
      return known.get(element);
    };
    return holdsFor;
  };
  const isClipped = ofSelfOrAncestor((element) => style(element).clipPath === "inset(50%)");
  const isFloating = ofSelfOrAncestor(
    (element) => element !== modal && ["fixed", "sticky"].includes(style(element).position),
  );
  const isShown = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true }) &&
    (!modal || modal.contains(element)) &&
    !isClipped(element);
  const rectangles = (node, begins, ends) => {
    const range = document.createRange();
    range.setStart(node, begins);
    range.setEnd(node, ends);
    return [...range.getClientRects()].filter((box) => box.width > 0.5);
  };

  const isScrolled = (element, edge) => {
    if (["auto", "scroll"].includes(style(element)[`overflow${edge}`])) return true;
    return edge === "X" && style(element).textOverflow === "ellipsis";
  };
  const checkCut = (node, boxes) => {
    const words = short(node.data);
    let [freeX, freeY] = [false, false];
    for (const element of ancestors(node.parentElement)) {
      if (element === document.body) break;
      const { overflowX, overflowY } = style(element);
      const edge = element.getBoundingClientRect();
      freeX ||= isScrolled(element, "X");
      freeY ||= isScrolled(element, "Y");
      const isControl = element.matches("button, .button, .state");
      for (const box of boxes) {
        const beyondX = box.left < edge.left - SLACK || box.right > edge.right + SLACK;
        const middle = (box.top + box.bottom) / 2;
        const beyondY = middle < edge.top - SLACK || middle > edge.bottom + SLACK;
        const isCutX = beyondX && !freeX && (overflowX !== "visible" || isControl);
        const isCutY = beyondY && !freeY && (overflowY !== "visible" || isControl);
        if (isCutX || isCutY) problems.add(`cut off by <${element.localName} class="${element.className}">: ${words}`);
      }
    }
    const isOutside = (box) => box.right > innerWidth + SLACK || box.left < -SLACK;
    if (!freeX && boxes.some(isOutside)) problems.add(`beyond the page: ${words}`);
  };

  const checkWords = (node, boxes) => {
    const isOnOneLine = boxes.every((box) => Math.abs(box.top - boxes[0].top) <= 4);
    if (isOnOneLine || node.parentElement.closest("code, pre")) return;
    for (const { 0: word, index } of node.data.matchAll(WORD)) {
      const tops = rectangles(node, index, index + word.length).map((box) => Math.round(box.top));
      const isBroken = tops.some((top) => Math.abs(top - tops[0]) > 4);
      if (isBroken) problems.add(`broken within a word: ${word} in ${short(node.data)}`);
    }
  };

  const texts = [];
  const walker = document.createTreeWalker(modal || document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || parent.closest("script, style, noscript, option, svg, textarea")) continue;
    if (!isShown(parent)) continue;
    const boxes = rectangles(node, 0, node.data.length);
    checkCut(node, boxes);
    checkWords(node, boxes);
    if (!isFloating(parent)) texts.push(...boxes.map((box) => ({ box, owner: parent, words: short(node.data) })));
  }
  for (const control of document.querySelectorAll(CONTROLS)) {
    if (!isShown(control) || isFloating(control) || style(control).opacity === "0") continue;
    const words = `<${control.localName}> ${short(control.name || control.textContent)}`;
    texts.push({ box: control.getBoundingClientRect(), owner: control, words });
  }

  const isOver = (one, other) => {
    const width = Math.min(one.right, other.right) - Math.max(one.left, other.left);
    const height = Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top);
    return width > SLACK && height > 0.35 * Math.min(one.height, other.height);
  };
  texts.sort((one, other) => one.box.top - other.box.top);
  texts.forEach((one, place) => {
    for (const other of texts.slice(place + 1)) {
      if (other.box.top > one.box.bottom) break;
      if (one.owner.contains(other.owner) || other.owner.contains(one.owner)) continue;
      if (isOver(one.box, other.box)) problems.add(`over each other: ${one.words} | ${other.words}`);
    }
  });
  if (document.documentElement.scrollWidth > innerWidth) problems.add("the page scrolls sideways");
  return [...problems];
}

// What a browser makes of a page: one record for each element with text of its own, and for each picture.
(tags) => {
  const usual = tags;
  const pixels = (value) => parseFloat(value) || 0;
  const filled = (cell) => cell.innerText.replace(/\u00a0/g, " ").trim() !== "" || cell.querySelector("img,svg,hr");
  const insets = (element) => {
    let left = 0, right = 0;
    for (let node = element; node && node !== document.body.parentElement; node = node.parentElement) {
      const style = getComputedStyle(node);
      if (style.display === "inline") continue;
      if (node === document.body && !node.hasAttribute("style") && !document.querySelector("style")) break;
      left += pixels(style.marginLeft) + pixels(style.paddingLeft) + Math.max(0, node === element ? pixels(style.textIndent) : 0);
      right += pixels(style.marginRight) + pixels(style.paddingRight);
      if (node.tagName === "TD" || node.tagName === "TH") {
        const cells = [...node.parentElement.children];
        const at = cells.indexOf(node);
        if (!cells.slice(0, at).some(filled)) for (const cell of cells.slice(0, at)) left += cell.getBoundingClientRect().width;
        if (!cells.slice(at + 1).some(filled)) for (const cell of cells.slice(at + 1)) right += cell.getBoundingClientRect().width;
      }
    }
    return [left, right];
  };
  const seen = (element) => {
    for (let node = element; node; node = node.parentElement) {
      const style = getComputedStyle(node);
      if (style.display === "none" || style.visibility !== "visible" || style.opacity === "0") return false;
      if (style.overflow !== "visible" && (pixels(style.height) === 0 || pixels(style.width) === 0) && style.display !== "inline") return false;
    }
    const box = element.getBoundingClientRect();
    return box.right > 0 && box.bottom > -document.documentElement.scrollHeight;
  };
  const texts = [], pictures = [];
  for (const element of document.body.querySelectorAll("*")) visit(element);
  visit(document.body);
  function visit(element) {
    const own = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.replace(/\u00a0/g, " ").trim() !== "");
    const style = getComputedStyle(element);
    if (own && seen(element) && pixels(style.fontSize) >= 1 && !["STYLE", "SCRIPT"].includes(element.tagName)) {
      const [left, right] = insets(element);
      const tag = element.tagName.toLowerCase() + (element.hasAttribute("href") ? "[href]" : "");
      const plain = usual[tag] || usual["p"];
      let holder = element;
      while (holder.tagName === "TH" && getComputedStyle(holder.parentElement).textAlign === "start" && !holder.hasAttribute("align") && !holder.hasAttribute("style")) holder = holder.parentElement;
      texts.push({
        tag, left, right, size: pixels(style.fontSize), align: getComputedStyle(holder).textAlign, direction: style.direction,
        restyled: style.color !== plain.color || style.fontFamily !== plain.fontFamily || style.lineHeight !== plain.lineHeight,
      });
    }
    if (element.tagName === "IMG") {
      const box = element.getBoundingClientRect();
      pictures.push({ width: box.width, height: box.height, seen: seen(element) });
    }
  }
  return { texts, pictures };
}

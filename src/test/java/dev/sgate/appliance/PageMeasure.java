package dev.sgate.appliance;

/** Expressions that a browser is asked about the page it shows. */
final class PageMeasure {
    /** Contrast (WCAG 2.1) and size in pixels of each text that is seen. */
    static final String TEXTS = """
            (function () {
              function parts(colour) { return colour.match(/[0-9.]+/g).map(Number); }
              function light(colour) {
                var rgb = parts(colour).slice(0, 3).map(function (part) {
                  var share = part / 255;
                  return share <= 0.03928 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
                });
                return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
              }
              function ground(element) {
                for (var at = element; at; at = at.parentElement) {
                  var colour = parts(getComputedStyle(at).backgroundColor);
                  if (colour.length === 3 || colour[3] === 1) { return getComputedStyle(at).backgroundColor; }
                }
                return "rgb(255, 255, 255)";
              }
              return Array.prototype.filter.call(document.querySelectorAll("body *"), function (element) {
                return element.offsetParent !== null && Array.prototype.some.call(element.childNodes, function (node) {
                  return node.nodeType === 3 && node.textContent.trim() !== "";
                });
              }).map(function (element) {
                var a = light(getComputedStyle(element).color), b = light(ground(element));
                return {
                  text: element.textContent.slice(0, 40),
                  contrast: (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05),
                  size: parseFloat(getComputedStyle(element).fontSize)
                };
              });
            }())""";

    /** Headings of the first order, size of the sentence, height of the lowest button, what is too wide or from elsewhere. */
    static final String WHOLE = """
            (function () {
              var heights = Array.prototype.map.call(document.querySelectorAll("button, nav a"), function (element) {
                return element.getBoundingClientRect().height;
              });
              return {
                headings: document.querySelectorAll("h1").length,
                sentence: parseFloat(getComputedStyle(document.querySelector("h1")).fontSize),
                button: heights.length ? Math.min.apply(null, heights) : 48,
                overflow: Math.max(0, document.documentElement.scrollWidth - innerWidth),
                foreign: performance.getEntriesByType("resource").filter(function (entry) {
                  return entry.name.indexOf(location.origin) !== 0 && entry.name.indexOf("data:") !== 0;
                }).length
              };
            }())""";

    /** Notes in {@code window.plugs} what the page says about the stick, each time it says something else. */
    static final String NOTE_EACH_PLUG = """
            (function () {
              var place = document.getElementById("plug");
              window.plugs = [];
              new MutationObserver(function () {
                var said = place.offsetParent === null ? "" : place.innerText.trim();
                if (said && said !== window.plugs[window.plugs.length - 1]) { window.plugs.push(said); }
              }).observe(place, {childList: true, subtree: true, characterData: true});
            }())""";

    private PageMeasure() {}
}

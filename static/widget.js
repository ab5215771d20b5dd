// Shows a board's newest jobs on another site:
//   <script src="https://board.example/widget.js" async></script>
// Takes: data-height (pixels), data-title. The jobs stand in a frame without rights; nothing is counted.
{
  const script = document.currentScript;
  const frame = document.createElement("iframe");
  frame.src = new URL("widget.html", script.src).href;
  frame.title = script.dataset.title ?? new URL(script.src).host;
  frame.loading = "lazy";
  frame.referrerPolicy = "no-referrer";
  frame.sandbox = "allow-popups allow-popups-to-escape-sandbox";
  frame.width = "100%";
  frame.height = String(Number.parseInt(script.dataset.height, 10) || 420);
  script.after(frame);
}

const colors = ["#1e1b2e", "#4f46e5", "#0891b2", "#12805c", "#d97706", "#dc2626", "#db2777"];
const sendEvery = 40;
const maxPoints = 500;
const maxRemembered = 2000;

/** The canvas: draws what the server tells and sends what the pointer does. */
export class Board {
  #canvas;
  #paint;
  #send;
  #onEmpty;
  #strokes = new Map();
  #clearedAt = 0;
  #own = [];
  #current = null;
  #color = colors[1];
  #frame = 0;

  constructor(canvas, send, onEmpty) {
    this.#canvas = canvas;
    this.#paint = canvas.getContext("2d");
    this.#send = send;
    this.#onEmpty = onEmpty;
    this.#addColors();
    canvas.addEventListener("pointerdown", event => this.#begin(event));
    canvas.addEventListener("pointermove", event => this.#extend(event));
    for (const name of ["pointerup", "pointercancel"]) canvas.addEventListener(name, () => this.#end());
    document.getElementById("undo").addEventListener("click", () => this.#undo());
    document.getElementById("clear").addEventListener("click", () => this.#send({ type: "clear" }));
  }

  /** Takes the whole board as it is. */
  replace(version, entries) {
    this.#strokes.clear();
    this.#clearedAt = version;
    for (const { key, value } of entries) this.#strokes.set(key, { version, ...JSON.parse(value) });
    this.#redraw();
  }

  /** Takes one change. Changes of two people may arrive in another order than they were made in: the version decides. */
  apply(version, key, value) {
    if (key === null) {
      this.#clearedAt = Math.max(this.#clearedAt, version);
      for (const [other, stroke] of this.#strokes) if (stroke.version < version) this.#strokes.delete(other);
    } else if (version > this.#clearedAt && version > (this.#strokes.get(key)?.version ?? 0)) {
      this.#strokes.set(key, { version, ...(value === null ? { points: null } : JSON.parse(value)) });
      if (this.#strokes.size > maxRemembered) this.#forgetErased();
    }
    this.#redraw();
  }

  // Erased strokes are kept for a while, so that an older change that arrives late does not bring them back.
  #forgetErased() {
    for (const [key, stroke] of this.#strokes) if (!stroke.points) this.#strokes.delete(key);
  }

  #addColors() {
    const host = document.getElementById("colors");
    for (const color of colors) {
      const button = document.createElement("button");
      button.type = "button";
      button.style.setProperty("--color", color);
      button.setAttribute("role", "radio");
      button.setAttribute("aria-label", color);
      button.setAttribute("aria-checked", color === this.#color);
      button.addEventListener("click", () => {
        this.#color = color;
        for (const other of host.children) other.setAttribute("aria-checked", other === button);
      });
      host.append(button);
    }
  }

  #pointOf(event) {
    const box = this.#canvas.getBoundingClientRect();
    const place = (at, start, length, size) => Math.max(0, Math.min(size, Math.round((at - start) / length * size)));
    return [place(event.clientX, box.left, box.width, this.#canvas.width), place(event.clientY, box.top, box.height, this.#canvas.height)];
  }

  #begin(event) {
    if (event.button !== 0) return;
    this.#canvas.setPointerCapture(event.pointerId);
    this.#start(this.#pointOf(event));
  }

  #start(point) {
    const random = crypto.getRandomValues(new Uint32Array(3));
    const key = "s" + [...random].map(part => part.toString(36)).join("");
    this.#own.push(key);
    this.#current = { key, color: this.#color, width: Number(document.getElementById("width").value), points: point, sentAt: 0 };
    this.#sendCurrent();
  }

  #extend(event) {
    const current = this.#current;
    if (!current) return;
    const [x, y] = this.#pointOf(event);
    if (Math.hypot(x - current.points.at(-2), y - current.points.at(-1)) < 2) return;
    current.points.push(x, y);
    if (current.points.length >= 2 * maxPoints) {
      this.#end();
      this.#start([x, y]);
    } else if (performance.now() - current.sentAt > sendEvery) {
      this.#sendCurrent();
    }
    this.#redraw();
  }

  #end() {
    if (!this.#current) return;
    this.#sendCurrent();
    this.#current = null;
  }

  #sendCurrent() {
    const { key, color, width, points } = this.#current;
    this.#current.sentAt = performance.now();
    this.#send({ type: "draw", key, color, width, points });
  }

  #undo() {
    const key = this.#own.pop();
    if (key) this.#send({ type: "erase", key });
  }

  #redraw() {
    this.#frame ||= requestAnimationFrame(() => {
      this.#frame = 0;
      this.#paint.clearRect(0, 0, this.#canvas.width, this.#canvas.height);
      let count = 0;
      for (const stroke of this.#strokes.values()) {
        if (!stroke.points) continue;
        this.#drawStroke(stroke);
        count++;
      }
      if (this.#current) this.#drawStroke(this.#current);
      this.#canvas.dataset.strokes = count;
      this.#onEmpty(count === 0 && !this.#current);
    });
  }

  #drawStroke({ color, width, points }) {
    const paint = this.#paint;
    paint.strokeStyle = color;
    paint.lineWidth = width;
    paint.lineCap = paint.lineJoin = "round";
    paint.beginPath();
    paint.moveTo(points[0], points[1]);
    // Curves through the midpoints make the polygon smooth.
    for (let i = 2; i < points.length - 2; i += 2)
      paint.quadraticCurveTo(points[i], points[i + 1], (points[i] + points[i + 2]) / 2, (points[i + 1] + points[i + 3]) / 2);
    paint.lineTo(points.at(-2), points.at(-1));
    paint.stroke();
  }
}

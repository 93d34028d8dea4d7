// The page's renderer beside the one of the layout study (reference "central-ui", section 3.2), in one page and in turns:
// 64 beds with an ECG of 250 Hz and a pleth of 125 Hz on 1920 x 968 pixels, 20 frames a second of made-up time. Each frame
// ends with one pixel read back, so that the lines are really drawn. Returns milliseconds a frame: [page, study].
(async () => {
  const { Sweep } = await import('/js/sweep.js');
  const { Lane } = await import('/js/wave-lane.js');
  const [beds, pxs, step, rounds, each] = [64, 94.5, 50, 8, 40];
  const places = [];
  for (let bed = 0; bed < beds; bed += 1) {
    for (const [i, rate] of [250, 125].entries()) {
      places.push({ x: (bed % 8) * 240 + 4, y: Math.floor(bed / 8) * 121 + 4 + i * 56, w: 232, h: 55, rate });
    }
  }
  const value = (n, rate) => Math.round(900 * Math.exp(-((((n / rate) % 1) - 0.3) ** 2) / 0.0008) + 60 * Math.sin(n / 9));

  const host = document.createElement('div');
  const sweep = new Sweep(host);
  sweep.clear(1920, [{ y: 0, h: 968 }]);
  const slots = places.map((p) => {
    const lane = new Lane({ rate: p.rate, blockMs: 250, step: 1, offset: 0 });
    return { ...p, lane, band: sweep.bandAt(p.y, p.h), color: '#3ddc84', low: -300, high: 1000, fit() {} };
  });
  const feed = (from, to) => slots.forEach(({ lane, rate }) => {
    const first = Math.round((from / 1000) * rate);
    const samples = new Int16Array(Math.round((to / 1000) * rate) - first).map((_, i) => value(first + i, rate));
    lane.put(first, samples, to);
  });
  const touch = (g) => g.getImageData(0, 0, 1, 1);
  const page = (now) => {
    slots.forEach((slot) => sweep.draw(slot, now, pxs));
    touch(slots[0].band.g);
  };

  const canvas = Object.assign(document.createElement('canvas'), { width: 1920, height: 968 });
  const g = canvas.getContext('2d', { alpha: false });
  g.lineWidth = 1.5;
  const lanes = places.map((p) => ({ ...p, color: '#3ddc84', n0: 0, buf: { at: (n) => value(n, p.rate) } }));
  lanes.forEach((lane) => {
    const kept = Int16Array.from({ length: lane.rate * 64 }, (_, n) => value(n, lane.rate));
    lane.buf.at = (n) => kept[n % kept.length];
  });
  const study = (now) => {
    for (const lane of lanes) {
      const n1 = Math.floor((now / 1000) * lane.rate);
      const x0 = (lane.n0 / lane.rate) * pxs % lane.w;
      const ahead = ((n1 - lane.n0) / lane.rate) * pxs + 10;
      g.fillStyle = '#0b0f14';
      g.fillRect(lane.x + x0, lane.y, Math.min(ahead, lane.w - x0), lane.h);
      if (x0 + ahead > lane.w) {
        g.fillRect(lane.x, lane.y, x0 + ahead - lane.w, lane.h);
      }
      g.strokeStyle = lane.color;
      g.beginPath();
      let px = NaN;
      for (let n = lane.n0; n <= n1; n += 1) {
        const x = lane.x + ((n / lane.rate) * pxs) % lane.w;
        const y = lane.y + lane.h - ((lane.buf.at(n) + 300) / 1300) * lane.h;
        if (px <= x) {
          g.lineTo(x, y);
        } else {
          g.moveTo(x, y);
        }
        px = x;
      }
      g.stroke();
      lane.n0 = n1;
    }
    touch(g);
  };

  const spent = [0, 0];
  let now = 1000;
  feed(0, 2000);
  for (let round = -1; round < rounds; round += 1) {
    const frames = Array.from({ length: each }, (_, i) => now + i * step);
    feed(now + 1000, now + 1000 + each * step);
    for (const [who, draw] of [page, study].entries()) {
      const began = performance.now();
      frames.forEach(draw);
      spent[who] += round < 0 ? 0 : performance.now() - began;
    }
    now += each * step;
    await new Promise((resolve) => setTimeout(resolve));
  }
  return spent.map((ms) => ms / (rounds * each));
})()

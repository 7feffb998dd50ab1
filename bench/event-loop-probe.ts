import { monitorEventLoopDelay } from 'node:perf_hooks';

/** Loaded into the server before it starts: tells the bench, when asked, by how much its event loop was late since the last
 * time, in milliseconds at the 99th percentile and at most. */
const delay = monitorEventLoopDelay({ resolution: 5 });
delay.enable();
process.on('message', (message) => {
  if (message !== 'event loop') return;
  process.send?.({
    p99: delay.percentile(99) / 1e6,
    max: delay.max / 1e6,
  });
  delay.reset();
});
process.channel?.unref();

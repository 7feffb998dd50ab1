/** Every back-off lasts a tenth of what a kubelet waits, though its messages name the full time: nobody watches for minutes. */
export const BACK_OFF_FACTOR = 0.1;

/** After this long a kubelet looks again at a pod that it could not bring further: its backOffPeriod of 10 s, shortened. */
export const SYNC_MS = 10_000 * BACK_OFF_FACTOR;

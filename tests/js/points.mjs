// Points that can stand on the chain as commitments: the base of ristretto255 and its first multiples (RFC 9496, appendix A.1). A
// program that seals a figure makes its own, which nobody can tell from random ones.

const MULTIPLES = [
  "e2f2ae0a6abc4e71a884a961c500515f58e30b6aa582dd8db6a65945e08d2d76",
  "6a493210f7499cd17fecb510ae0cea23a110e8d5b901f8acadd3095c73a3b919",
  "94741f5d5d52755ece4f23f044ee27d5d1ea1e2bd196b462166b16152a9d0259",
  "da80862773358b466ffadfe0b3293ab3d9fd53c5ea6c955358f568322daf6a57",
  "e882b131016b52c1d3337080187cf768423efccbb517bb495ab812c4160ff44e",
  "f64746d3c92b13050ed8d80236a7f0007c3b3f962f5ba793d19a601ebb1df403",
  "44f53520926ec81fbd5a387845beb7df85a96a24ece18738bdcfa6a7822a176d",
];

/** The value of an attestation by an indicator: what a register publishes stands open, a figure as a commitment for each bin but the
 * last. */
export function value(indicator) {
  if (indicator.class === "Register") return { Open: indicator.edges[0] };
  return { Sealed: MULTIPLES.slice(0, indicator.edges.length).map((point) => `0x${point}`) };
}

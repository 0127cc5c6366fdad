// Stands in until the rules arrive (portal/wasm).

const absent = (): Promise<never> => Promise.reject(new Error("the rules are not built"));
export const proveGrade: (...args: never[]) => Promise<Uint8Array> = absent;
export const proveForm: (...args: never[]) => Promise<Uint8Array> = absent;
export const explain: (...args: never[]) => Promise<unknown> = absent;
export const hashTerms: (...args: never[]) => Promise<Uint8Array> = absent;
export const scheduleOf: (...args: never[]) => Promise<unknown> = absent;
export const costOf: (...args: never[]) => Promise<unknown> = absent;
export const matchProducts: (...args: never[]) => Promise<unknown> = absent;
export const checkRow: (...args: never[]) => Promise<unknown> = absent;
export const verifyJustification: (...args: never[]) => Promise<boolean> = absent;
export const verifyStorageProof: (...args: never[]) => Promise<boolean> = absent;
export const sealRow: (...args: never[]) => Promise<unknown> = absent;

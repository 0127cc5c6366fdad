/** Nobody has to do anything with an application in this state any more. */
export const decided = (state: string) => !["Open", "Offered", "Accepted", "Disbursed", "Disputed"].includes(state);

/** Whether a loan of this state is still to be repaid. */
export const running = (state: string) => state === "Active" || state === "InDefault";

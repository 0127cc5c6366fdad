import { useRef, useState } from "react";

/** What is being done on a screen, and what it came to. A second click while it runs does nothing. */
export function useActing<Fault>(faultOf: (thrown: unknown) => Fault) {
	const [busy, setBusy] = useState<string>();
	const [fault, setFault] = useState<Fault>();
	const running = useRef(false);
	const run = async (name: string, act: () => Promise<unknown>) => {
		if (running.current) return;
		running.current = true;
		setBusy(name);
		setFault(undefined);
		try {
			await act();
		} catch (thrown) {
			setFault(() => faultOf(thrown));
		} finally {
			running.current = false;
			setBusy(undefined);
		}
	};
	return { busy, fault, run, refuse: (fault: Fault) => setFault(() => fault) };
}

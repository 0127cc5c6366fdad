import { execFileSync } from "node:child_process";
import { PORTAL } from "./support/site.ts";

/** The journeys go through the page as it is built. `LINGNAN_PORTAL_BUILT=1` takes the build that is there. */
export function setup(): void {
	if (process.env.LINGNAN_PORTAL_BUILT) return;
	execFileSync(process.execPath, ["node_modules/vite/bin/vite.js", "build", "--logLevel", "warn"], {
		cwd: PORTAL,
		stdio: "inherit",
		env: { ...process.env, NODE_ENV: "production" }, // the runner says "test", and React would come as developers see it
	});
}

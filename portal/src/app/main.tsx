import "./trusted";
import "../ui/base.css";
import "../ui/parts.css";
import "../ui/print.css";
import "./shell.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { loadWords } from "../words";
import { App } from "./App";

// A page that stayed open over a new release asks for files that are gone: it begins anew, once.
addEventListener("vite:preloadError", () => {
	if (sessionStorage.getItem("anew") === location.href) return;
	sessionStorage.setItem("anew", location.href);
	location.reload();
});

// A page in the reader's words, not one that gets them later.
await loadWords("app", "ui").catch(() => undefined);

const queries = new QueryClient({ defaultOptions: { queries: { refetchOnWindowFocus: false, retry: false } } });

createRoot(document.getElementById("root")!).render(
	<StrictMode>
		<QueryClientProvider client={queries}>
			<BrowserRouter>
				<App />
			</BrowserRouter>
		</QueryClientProvider>
	</StrictMode>,
);

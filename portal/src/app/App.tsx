import { type ComponentType, lazy, Suspense } from "react";
import { Route, type RouteObject, Routes, useRoutes } from "react-router";
import { routes as keyRoutes } from "../keys";
import { useWords } from "../words";
import { Guarded } from "./Broken";
import { Gate } from "./Gate";
import { Home } from "./Home";
import { NotFound } from "./NotFound";
import { Shell } from "./Shell";

/** An area is loaded when somebody goes there: its module exports `routes`, whose paths begin below the area's. */
function area(load: () => Promise<{ routes: RouteObject[] }>): ComponentType {
	return lazy(async () => {
		const { routes } = await load();
		return { default: () => useRoutes([...routes, { path: "*", element: <NotFound /> }]) };
	});
}

const AREAS: Record<string, ComponentType> = {
	firm: area(() => import("../firm")),
	bank: area(() => import("../bank")),
	agency: area(() => import("../agency")),
	regulator: area(() => import("../regulator")),
	guarantor: area(() => import("../guarantor")),
	council: area(() => import("../council")),
	check: area(() => import("../check")),
};
const Products = lazy(async () => ({ default: (await import("./Products")).Products }));

export function App() {
	return (
		<Shell>
			<Guarded>
				<Suspense fallback={<Loading />}>
					<Routes>
						<Route index element={<Home />} />
						{Object.entries(AREAS).map(([path, Area]) => (
							<Route key={path} path={`${path}/*`} element={path === "check" ? <Area /> : <Gate><Area /></Gate>} />
						))}
						<Route path="key/*" element={<Keys />} />
						<Route path="products" element={<Products />} />
						<Route path="*" element={<NotFound />} />
					</Routes>
				</Suspense>
			</Guarded>
		</Shell>
	);
}

/** Comes with the page, as `useKey` does; its screens are loaded when they are wanted. */
const Keys = () => useRoutes([...keyRoutes, { path: "*", element: <NotFound /> }]);

function Loading() {
	const { t } = useWords();
	return (
		<main className="page" id="main">
			<p role="status">{t("ui.loading")}</p>
		</main>
	);
}

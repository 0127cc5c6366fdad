// Shows what the service for notices sends, and opens the portal where it leads. Nothing is kept, nothing else is loaded, and no
// page of the portal goes through it.

/** What may be shown: a title, a sentence, and a path of the portal. Anything else is none of ours. */
function read(data) {
	try {
		const { id, title, body, path, language } = data.json();
		const texts = [id, title, body, path].every((text) => typeof text === "string" && text.length > 0 && text.length < 300);
		if (texts && /^\/([a-z]+(\/[a-z]+)*)?$/.test(path)) return { id, title, body, path, language: typeof language === "string" ? language : "" };
	} catch {
		// No JSON, or nothing at all.
	}
	return undefined;
}

self.addEventListener("push", (event) => {
	const said = event.data && read(event.data);
	// A browser wants something shown for each message that came.
	const { title, body, id, path, language } = said ?? { title: "Lingnan", body: "", id: "lingnan", path: "/", language: "" };
	// The same notice twice shows once.
	event.waitUntil(self.registration.showNotification(title, { body, tag: id, lang: language, icon: "/icon.svg", data: { path } }));
});

self.addEventListener("notificationclick", (event) => {
	event.notification.close();
	const address = new URL(event.notification.data?.path ?? "/", self.location.origin);
	if (address.origin === self.location.origin) event.waitUntil(self.clients.openWindow(address.href));
});

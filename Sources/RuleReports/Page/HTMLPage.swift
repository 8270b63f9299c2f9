/// The frame of a page: one document that needs nothing beside it, and lets nothing in.
///
/// It loads no other file, and its content security policy allows its own style and script alone, by their digests: what might get into the
/// page as text can't run. It is readable without the script, in light and dark, on paper and on a telephone.
///
/// ```swift
/// HTMLPage(title: "Overview", header: { $0.element("h1", "Overview") }) { html in
///     html.element("p", "3 tenants")
/// }.rendered
/// ```
package struct HTMLPage: Sendable {
    /// The whole document. The same content always gives the same text.
    package let rendered: String

    /// - Parameters:
    ///   - title: For the browser's tab and for lists of files.
    ///   - menu: The sections to jump to, by their `id`; it stays in sight.
    ///   - header: What stands above everything, with the page's one `h1`.
    ///   - footer: What stands below everything.
    ///   - main: The content, in sections with an `h2` each.
    package init(
        title: String, menu: [(anchor: String, text: String)] = [], header: (inout Markup) -> Void,
        footer: (inout Markup) -> Void = { _ in }, main: (inout Markup) -> Void
    ) {
        let style = String(decoding: PackageResources.page_css, as: UTF8.self)
        let script = String(decoding: PackageResources.page_js, as: UTF8.self)
        var html = Markup()
        html.append(raw: "<!DOCTYPE html>\n")
        html.element("html", ["lang": "en"]) { html in
            html.breakLine()
            html.element("head") { html in
                html.start("meta", ["charset": "utf-8"])
                html.start(
                    "meta",
                    ["http-equiv": "Content-Security-Policy", "content": Self.policy(style: style, script: script)])
                html.start("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"])
                html.start("meta", ["name": "color-scheme", "content": "light dark"])
                html.start("meta", ["name": "referrer", "content": "no-referrer"])
                html.start("link", ["rel": "icon", "href": Self.icon])
                html.element("title", title)
                html.element("style") { $0.append(raw: style) }
            }
            html.breakLine()
            html.element("body") { html in
                html.element("a", ["class": "skip", "href": "#main"], "Skip to the content")
                html.element("header", ["class": "top"], content: header)
                html.breakLine()
                if !menu.isEmpty { Self.write(menu, to: &html) }
                html.element("main", ["id": "main", "tabindex": "-1"], content: main)
                html.breakLine()
                html.element("footer", ["class": "bottom"], content: footer)
                html.element("script") { $0.append(raw: script) }
            }
        }
        html.breakLine()
        rendered = html.html
    }

    private static func write(_ menu: [(anchor: String, text: String)], to html: inout Markup) {
        html.element("nav", ["class": "menu", "aria-label": "Sections"]) { html in
            html.element("ul") { html in
                for entry in menu {
                    html.element("li") { $0.element("a", ["href": "#\(entry.anchor)"], entry.text) }
                }
            }
        }
        html.breakLine()
    }

    private static func policy(style: String, script: String) -> String {
        [
            "default-src 'none'", "script-src 'sha256-\(ContentDigest(of: Array(script.utf8)).base64)'",
            "style-src 'sha256-\(ContentDigest(of: Array(style.utf8)).base64)'", "img-src data:", "base-uri 'none'",
            "form-action 'none'",
        ].joined(separator: "; ")
    }

    /// A shield, drawn in the page's accent.
    private static let icon =
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E"
        + "%3Cpath fill='%232b6777' d='M8 1l6 2v5c0 4-3 6-6 7-3-1-6-3-6-7V3z'/%3E"
        + "%3Cpath fill='none' stroke='white' stroke-width='1.6' d='M5 8l2.2 2.2L11 6.4'/%3E%3C/svg%3E"
}

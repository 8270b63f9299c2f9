/// A picture in a page: SVG whose colours come from the page's style, by class.
///
/// Every picture has a label that says in words what it shows, since not everybody sees it; what it says in detail stands beside it as text.
///
/// ```swift
/// html.append(Drawing(width: 100, height: 8, label: "60 of 100") { drawing in
///     drawing.rectangle(x: 0, y: 0, width: 60, height: 8, style: "mark")
/// })
/// ```
package struct Drawing: Sendable {
    package let width: Double
    package let height: Double
    /// What it shows, in words; nothing where it is an ornament.
    package let label: String
    /// Whether it is pulled out of shape where its room has another one.
    package let isStretched: Bool
    private(set) var content = Markup()

    /// Lengths are in pixels of a picture of that size, which is shown as wide as there is room for.
    package init(
        width: Double, height: Double, label: String, isStretched: Bool = false, _ draw: (inout Drawing) -> Void
    ) {
        self.width = width
        self.height = height
        self.label = label
        self.isStretched = isStretched
        draw(&self)
    }

    package mutating func rectangle(
        x: Double, y: Double, width: Double, height: Double, radius: Double = 0, style: String, title: String? = nil
    ) {
        let (x, y, width, height) = (Self.text(x), Self.text(y), Self.text(width), Self.text(height))
        content.element(
            "rect",
            radius == 0
                ? ["x": x, "y": y, "width": width, "height": height, "class": style]
                : ["x": x, "y": y, "width": width, "height": height, "rx": Self.text(radius), "class": style]
        ) { $0.title(title) }
    }

    package mutating func circle(x: Double, y: Double, radius: Double, style: String, title: String? = nil) {
        content.element(
            "circle", ["cx": Self.text(x), "cy": Self.text(y), "r": Self.text(radius), "class": style]
        ) { $0.title(title) }
    }

    package mutating func line(from start: (x: Double, y: Double), to end: (x: Double, y: Double), style: String) {
        path([start, end], style: style)
    }

    /// Straight lines from point to point.
    package mutating func path(_ points: [(x: Double, y: Double)], isClosed: Bool = false, style: String) {
        guard let first = points.first else { return }
        var text = "M\(Self.text(first.x)) \(Self.text(first.y))"
        for point in points.dropFirst() { text += "L\(Self.text(point.x)) \(Self.text(point.y))" }
        content.element("path", ["d": text + (isClosed ? "Z" : ""), "class": style]) { _ in }
    }

    /// Where a text's place is in it.
    package enum Anchor: String, Sendable {
        case start, middle, end
    }

    /// - Parameter y: Of the line on which the letters stand.
    package mutating func text(
        _ text: String, x: Double, y: Double, anchor: Anchor = .start, style: String = "label"
    ) {
        content.element(
            "text",
            ["x": Self.text(x), "y": Self.text(y), "text-anchor": anchor.rawValue, "class": style], text)
    }

    /// With two digits behind the point at most: the same on every machine, and short.
    static func text(_ length: Double) -> String {
        guard length.isFinite, length.magnitude < 1e9 else { return "0" }
        // Not `rounded()`: in debug builds it needs the system's mathematics library, which embedders do not link.
        let hundredths = Int(length * 100 + (length < 0 ? -0.5 : 0.5))
        let (whole, part) = hundredths.magnitude.quotientAndRemainder(dividingBy: 100)
        let sign = hundredths < 0 ? "-" : ""
        if part == 0 { return "\(sign)\(whole)" }
        return part % 10 == 0 ? "\(sign)\(whole).\(part / 10)" : "\(sign)\(whole).\(part < 10 ? "0" : "")\(part)"
    }
}

extension Markup {
    /// A drawing without a label is an ornament, which nobody is read.
    package mutating func append(_ drawing: Drawing) {
        let (width, height) = (Drawing.text(drawing.width), Drawing.text(drawing.height))
        let shape = drawing.isStretched ? "none" : "xMidYMid"
        let attributes: Attributes =
            drawing.label.isEmpty
            ? ["viewBox": "0 0 \(width) \(height)", "width": width, "height": height, "aria-hidden": "true"]
            : [
                "viewBox": "0 0 \(width) \(height)", "width": width, "height": height, "preserveAspectRatio": shape,
                "role": "img", "aria-label": drawing.label,
            ]
        element("svg", attributes) { $0.append(drawing.content) }
    }

    /// What a pointer that rests on a part of a picture is shown.
    fileprivate mutating func title(_ text: String?) {
        if let text { element("title", text) }
    }
}

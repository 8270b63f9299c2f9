/// The name of one of several organisations that are looked after in one run.
///
/// It stands before an item's id, with a colon: `contoso:task/improve_score`. In ids `%`, `/` and `:` of a name are percent-encoded, so
/// that the first colon before the first slash always ends the name.
package struct TenantName: Hashable, Sendable {
    package let text: String

    /// - Returns: Nothing for an empty name.
    package init?(_ text: String) {
        guard !text.isEmpty else { return nil }
        self.text = text
    }

    /// What ids start with.
    package var prefix: String { text.percentEncoded("%/:") + ":" }

    /// An id without its tenant, and what stands for the tenant before it, as `prefix` spells it.
    /// - Returns: No prefix where there is none.
    package static func split(_ id: String) -> (prefix: String?, id: String) {
        guard let colon = id.utf8.firstIndex(of: UInt8(ascii: ":")),
            !id.utf8[..<colon].contains(UInt8(ascii: "/")), colon != id.startIndex
        else { return (nil, id) }
        let rest = id.utf8.index(after: colon)
        return (String(id[..<rest]), String(id[rest...]))
    }
}

extension Outcome {
    /// The outcome as one of several tenants': with the name in it, and before every id.
    package func of(_ tenant: TenantName) -> Outcome {
        var result = self
        result.tenant = tenant.text
        let prefix = tenant.prefix
        for place in result.items.indices { result.items[place].id = prefix + result.items[place].id }
        return result
    }
}

extension History {
    /// What happened to the items of each tenant, by the prefix of their ids, under ids without it; under an empty prefix what happened
    /// to items of no tenant.
    package var byTenantPrefix: [String: History] {
        var result: [String: History] = [:]
        for event in events {
            let parts = TenantName.split(event.id)
            result[parts.prefix ?? "", default: History()].events.append(
                Event(id: parts.id, kind: event.kind, at: event.at))
        }
        return result
    }
}

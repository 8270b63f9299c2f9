import RulePlan
import RuleSyntax
import RuleText

extension Diagnostic {
    static func duplicateRowName(_ rows: RowSet, name: String) -> Diagnostic {
        var diagnostic = Diagnostic(
            .duplicateRowName, at: (rows.alias ?? rows.entity).span, "there is already a row named '\(name)' here")
        if let alias = rows.alias {
            diagnostic.help = "choose another name than '\(alias.text)'"
        } else {
            diagnostic.suggest(
                "give this one a name of its own, as in '\(rows.entity.text) as other'",
                replacing: rows.entity.span.atEnd,
                with: " as other", .changesMeaning)
        }
        return diagnostic
    }

    static func noReference(
        _ rows: RowSet, entity: EntityID, target: EntityID, symbols: Symbols
    ) -> Diagnostic {
        let from = symbols.schema[entity].name
        let to = symbols.schema[target].name
        var diagnostic = Diagnostic(
            .noReference, at: rows.entity.span, "no field of '\(from)' refers to '\(to)'")
        let others = symbols.schema[entity].fields.compactMap { field -> String? in
            if case .reference(let other) = field.type {
                return "'\(field.name)' to '\(symbols.schema[other].name)'"
            }
            return nil
        }
        if let back = symbols.schema[target].fields.first(where: { $0.type == .reference(entity) }) {
            diagnostic.help = "it is the other way round: write '\(to).\(back.name)' for the \(from) of a \(to)"
        } else if !others.isEmpty {
            diagnostic.help = "'\(from)' refers by \(others.joined(separator: ", by "))"
        } else {
            diagnostic.help = "'\(from)' refers to nothing; write '\(from) anywhere where …' and compare fields"
        }
        return diagnostic
    }

    static func viaNoReference(
        _ via: Name, type: ValueType, entity: EntityID, target: EntityID, symbols: Symbols
    ) -> Diagnostic {
        var diagnostic = Diagnostic(
            .noReference, at: via.span,
            "'\(via.text)' is \(type.phrase(in: symbols.schema)); a reference to '\(symbols.schema[target].name)' is needed"
        )
        let candidates = symbols.schema[entity].fields.filter { $0.type == .reference(target) }.map(\.name)
        if candidates.count == 1, let only = candidates.first {
            diagnostic.suggest("did you mean '\(only)'?", replacing: via.span, with: only, .safe)
        } else if !candidates.isEmpty {
            diagnostic.help = "such fields are \(candidates.map { "'\($0)'" }.joined(separator: ", "))"
        }
        return diagnostic
    }

    static func severalReferences(
        _ rows: RowSet, _ candidates: [FieldSlot], entity: EntityID, target: EntityID, symbols: Symbols
    ) -> Diagnostic {
        let from = symbols.schema[entity]
        let to = symbols.schema[target].name
        let names = candidates.map { from[$0].name }
        return Diagnostic(
            .severalReferences, at: rows.entity.span,
            "'\(from.name)' refers to '\(to)' by \(names.count) fields: \(names.map { "'\($0)'" }.joined(separator: ", "))",
            notes: candidates.compactMap { slot in
                symbols.span(of: .field(slot), in: entity).map {
                    .init("'\(from[slot].name)' is declared here", at: $0)
                }
            },
            help: "say which: \(names.map { "'\(from.name) via \($0) of …'" }.joined(separator: " or "))")
    }
}

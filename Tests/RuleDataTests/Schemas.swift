import RulePlan

/// Models in the shapes of the standard one.
enum Schemas {
    static let device = EntityID(0)
    static let alert = EntityID(1)

    /// Devices; alerts that refer to them; files and registry keys nested in alerts as evidence; weaknesses of software with a
    /// composite key, and fixes that refer to them; two scores.
    static let estate: Schema = {
        var schema = Schema()
        var device = EntitySchema(name: "device", title: "A device", sources: ["machines", "DeviceInfo"])
        device.fields = [
            FieldSchema(name: "id", type: .text, sources: ["id", "DeviceId"]),
            FieldSchema(name: "name", type: .text, sources: ["computerDnsName", "Device name"]),
            FieldSchema(
                name: "risk_level", type: .levels(["none", "informational", "low", "medium", "high"]),
                sources: ["riskScore"], readings: [.init(spelling: "No known risks", value: .member(0))]),
            FieldSchema(
                name: "health_status", type: .choices(["active", "inactive", "impaired_communication"]),
                sources: ["healthStatus"]),
            FieldSchema(name: "last_seen", type: .time, sources: ["lastSeen"]),
            FieldSchema(name: "tags", type: .list(.text), sources: ["machineTags"]),
            FieldSchema(name: "is_managed", type: .boolean, sources: ["management.isManaged", "managed"]),
            FieldSchema(name: "weakness_count", type: .number(NumberRange(lower: 0, upper: 1000))),
        ]
        device.key = [FieldSlot(0)]

        var alert = EntitySchema(name: "alert", title: nil, sources: ["alerts_v2"])
        alert.fields = [
            FieldSchema(name: "id", type: .text),
            FieldSchema(name: "device", type: .reference(EntityID(0)), sources: ["machineId"]),
            FieldSchema(name: "severity", type: .levels(["low", "medium", "high"])),
        ]
        alert.key = [FieldSlot(0)]

        func evidence(_ name: String, _ key: String) -> EntitySchema {
            var entity = EntitySchema(name: name, title: nil, sources: ["evidence"])
            entity.parent = EntityID(1)
            entity.fields = [
                FieldSchema(name: "alert", type: .reference(EntityID(1)), sources: ["alertId"]),
                FieldSchema(name: key, type: .text),
                FieldSchema(name: "verdict", type: .choices(["suspicious", "malicious"])),
            ]
            entity.key = [FieldSlot(0), FieldSlot(1)]
            return entity
        }

        var weakness = EntitySchema(name: "weakness", title: nil, sources: ["AssetVulnerability"])
        weakness.fields = [
            FieldSchema(name: "cve", type: .text, sources: ["cveId"]),
            FieldSchema(name: "product", type: .text),
        ]
        weakness.key = [FieldSlot(0), FieldSlot(1)]

        var fix = EntitySchema(name: "activity", title: nil, sources: [])
        fix.fields = [
            FieldSchema(name: "id", type: .number),
            FieldSchema(name: "weakness", type: .reference(EntityID(4))),
        ]
        fix.key = [FieldSlot(0)]

        schema.entities = [device, alert, evidence("file", "sha256"), evidence("registry_key", "path"), weakness, fix]
        schema.scores = [
            ScoreSchema(
                name: "exposure_score", title: nil, type: .number(NumberRange(lower: 0, upper: 100)),
                direction: .lowerIsBetter, sources: ["exposureScore"]),
            ScoreSchema(
                name: "device_secure_score", title: nil, type: .number, direction: .higherIsBetter,
                sources: ["configurationScore"]),
        ]
        return schema
    }()
}

import RulePlan
import Testing

@testable import RuleData

@Suite struct `What a file belongs to` {
    private let names = DataNames(Schemas.estate)

    private func shown(_ destination: DataNames.Destination?) -> String {
        switch destination {
        case .entities(let group)?: group.map { Schemas.estate[$0].name }.joined(separator: " ")
        case .scores?: "scores"
        case .score(let id)?: Schemas.estate[id].name
        case nil: "nothing"
        }
    }

    @Test(arguments: [
        ("devices.ndjson", "device"), ("Device.csv", "device"), ("exports/day 1/Machines.json", "device"),
        (#"C:\exports\machines.json"#, "device"), ("machines-2.json", "device"),
        ("devices_2026-11-23.ndjson", "device"),
        ("machines.2026-11-23T09-00-00Z.json", "device"), ("machines (3).json", "device"), ("machines2", "device"),
        ("DEVICE_INFO.csv", "device"), ("alerts.json", "alert"), ("alerts_v2.json", "alert"),
        ("alerts_v2 (1).json", "alert"),
        ("alert2026T.json", "alert"), ("activities.json", "activity"), ("weaknesses.json", "weakness"),
        ("evidence.json", "file registry_key"), ("registry-keys.json", "registry_key"), ("scores.json", "scores"),
        ("exposureScore.json", "exposure_score"), ("exposure_score-3.json", "exposure_score"),
        ("configuration-score.json", "device_secure_score"),
        ("machines.json.txt", "nothing"), ("my-machines.json", "nothing"), ("README.md", "nothing"),
        ("2026-11-23.json", "nothing"),
        (".json", "nothing"), ("", "nothing"), ("machines-old.json", "nothing"), ("exposure_scores.json", "nothing"),
    ])
    func `is told by its name`(_ file: String, _ expected: String) {
        #expect(shown(names[file: file]) == expected)
    }

    @Test(arguments: [
        ("https://api.security.example/api/$metadata#Machines", "device"),
        ("https://api.security.example/api/$metadata#Machines/$entity", "device"),
        ("api.example/$metadata#Collection(contoso.security.api.AssetVulnerability)", "weakness"),
        ("https://graph.example/v1.0/$metadata#security/alerts_v2", "alert"),
        ("https://graph.example/v1.0/$metadata#security/alerts_v2/$entity", "alert"),
        ("https://graph.example/v1.0/$metadata#tenants('a/b')/machines(id,owner(name))/$entity", "device"),
        ("https://graph.example/v1.0/$metadata#contoso.security.alert", "alert"),
        ("https://api.security.example/api/$metadata#ExposureScore/$entity", "exposure_score"),
        ("https://api.security.example/api/$metadata#ConfigurationScore/$entity", "device_secure_score"),
        ("https://api.security.example/api/$metadata#ExposureScore", "nothing"),
        ("https://api.security.example/api/$metadata#Tenants", "nothing"),
        ("https://api.security.example/api/machines", "nothing"), ("#", "nothing"), ("#)(", "nothing"),
    ])
    func `is told by its OData context`(_ context: String, _ expected: String) {
        #expect(shown(names[context: context]) == expected)
    }
}

import RuleText

/// A data model that is just large enough for the checker's tests.
let testModel = SourceFile(
    name: "model.secrule",
    text: """
        entity device key id {
          id         text
          name       text
          risk_level none < low < medium < high
          health     active | inactive
          isolated   boolean
          last_seen  time
          uptime     duration
          os_version version
          address    ip
          tags       list of text
          cpu        number 0..100
        }
        entity alert key id {
          id       text
          device   device
          severity informational < low < medium < high
          title    text
          created  time
        }
        entity swap key id {
          id          text
          device      device
          replacement device
        }
        score exposure_score number 0..100 lower is better
        score secure_score number 0.. higher is better
        task improve_score
        task check_device on device
        action isolate on device on approval
        action scan on device automatically at most 25 with type quick | full, depth number 1..5
        action restart on device on approval of helpdesk
        role helpdesk
        role security_admin
        param limit = 60 in 0..100

        """)

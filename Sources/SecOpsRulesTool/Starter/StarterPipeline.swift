/// What 'init --ci' prints: files by which a machine checks every change to rules.
enum StarterPipeline {
    static let text = """
        # ---- A pipeline for GitHub Actions: save this part as .github/workflows/rules.yml ----
        name: rules
        on: [push, pull_request]
        permissions:
          contents: read
          security-events: write
        env:
          # Where the sources of secops-rules are, to be cloned with git.
          SECOPS_RULES: ${{ vars.SECOPS_RULES }}
        jobs:
          rules:
            runs-on: ubuntu-latest
            container: swift:6.3
            steps:
              - uses: actions/checkout@v4
              - name: Build secops-rules
                run: |
                  git clone --depth 1 "$SECOPS_RULES" /opt/secops-rules
                  swift build --package-path /opt/secops-rules -c release --product secops-rules
                  ln -s /opt/secops-rules/.build/release/secops-rules /usr/local/bin/secops-rules
              - name: Layout
                run: secops-rules fmt --check rules
              - name: Mistakes, as annotations
                run: secops-rules check --format github rules
              - name: Mistakes, for code scanning
                if: always()
                run: secops-rules check --format sarif rules > rules.sarif || true
              - uses: github/codeql-action/upload-sarif@v3
                if: always()
                with:
                  sarif_file: rules.sarif
              - name: Tests
                run: secops-rules test --format junit rules > rules-tests.xml
              - uses: actions/upload-artifact@v4
                if: always()
                with:
                  name: rules-tests
                  path: rules-tests.xml

        # ---- A hook for git: save this part as .git/hooks/pre-commit, and make it executable (chmod +x) ----
        #!/bin/sh
        # No commit while the rules have mistakes, are not laid out, or fail their tests.
        set -e
        secops-rules fmt --check rules
        secops-rules check rules
        secops-rules test rules

        """
}

print("secops-rules")

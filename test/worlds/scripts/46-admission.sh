# Webhooks, policies, flows, services of the API, runtime classes, leases.
cat <<END > hooks.yaml
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingWebhookConfiguration
metadata: {name: check}
webhooks:
- name: check.example.com
  clientConfig: {service: {name: hook, namespace: default, path: /check}}
  rules: [{apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [nosuchthings], scope: Namespaced}]
  admissionReviewVersions: [v1]
  sideEffects: None
  failurePolicy: Ignore
---
apiVersion: admissionregistration.k8s.io/v1
kind: MutatingWebhookConfiguration
metadata: {name: change}
webhooks:
- name: change.example.com
  clientConfig: {url: "https://example.com/change"}
  rules: [{apiGroups: [example.com], apiVersions: [v1], operations: [UPDATE], resources: [things]}]
  admissionReviewVersions: [v1]
  sideEffects: None
  failurePolicy: Ignore
END
kubectl create -f hooks.yaml
kubectl get validatingwebhookconfigurations,mutatingwebhookconfigurations
kubectl get validatingwebhookconfiguration check -o yaml
kubectl describe validatingwebhookconfiguration check
kubectl describe mutatingwebhookconfiguration change
kubectl patch mutatingwebhookconfiguration change --type=json -p '[{"op":"replace","path":"/webhooks/0/failurePolicy","value":"Fail"}]'
sed 's/sideEffects: None/sideEffects: Many/; s/check}/bad}/; s/change}/bad}/' hooks.yaml | kubectl create -f -
kubectl explain validatingwebhookconfiguration.webhooks.clientConfig
kubectl delete -f hooks.yaml
cat <<END > policy.yaml
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: demo}
spec:
  failurePolicy: Ignore
  matchConstraints: {resourceRules: [{apiGroups: [example.com], apiVersions: [v1], operations: [CREATE], resources: [things]}]}
  validations: [{expression: "object.spec.replicas <= 5", message: too many}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: demo}
spec: {policyName: demo, validationActions: [Warn]}
END
kubectl apply -f policy.yaml
kubectl get validatingadmissionpolicies,validatingadmissionpolicybindings
kubectl describe validatingadmissionpolicy demo
kubectl describe validatingadmissionpolicybinding demo
kubectl label validatingadmissionpolicy demo a=b
kubectl delete -f policy.yaml
cat <<END > rtc.yaml
apiVersion: node.k8s.io/v1
kind: RuntimeClass
metadata: {name: gvisor}
handler: runsc
overhead: {podFixed: {cpu: 100m}}
END
kubectl create -f rtc.yaml
kubectl get runtimeclass
kubectl get runtimeclass gvisor -o yaml
kubectl describe runtimeclass gvisor
kubectl patch runtimeclass gvisor -p '{"handler":"other"}'
sed 's/runsc/Not_a_name/; s/gvisor/bad/' rtc.yaml | kubectl create -f -
kubectl delete runtimeclass gvisor
cat <<END | kubectl create -f -
apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: PriorityLevelConfiguration
metadata: {name: mine}
spec: {type: Limited, limited: {nominalConcurrencyShares: 5, limitResponse: {type: Reject}}}
---
apiVersion: flowcontrol.apiserver.k8s.io/v1
kind: FlowSchema
metadata: {name: mine}
spec:
  priorityLevelConfiguration: {name: mine}
  matchingPrecedence: 500
  rules: [{subjects: [{kind: Group, group: {name: devs}}], nonResourceRules: [{verbs: ["*"], nonResourceURLs: ["*"]}]}]
END
kubectl get flowschema mine
kubectl get prioritylevelconfiguration mine
kubectl describe flowschema mine
kubectl describe prioritylevelconfiguration mine
kubectl explain flowschema.spec
kubectl delete flowschema,prioritylevelconfiguration mine
kubectl get apiservices
kubectl get apiservice v1. -o yaml
kubectl describe apiservice v1.apps
kubectl get componentstatuses
kubectl get leases -A
kubectl get leases -n kube-node-lease -o wide
cat <<END > lease.yaml
apiVersion: coordination.k8s.io/v1
kind: Lease
metadata: {name: mine}
spec: {holderIdentity: me, leaseDurationSeconds: 15}
END
kubectl apply -f lease.yaml
kubectl get lease mine
kubectl describe lease mine
kubectl patch lease mine --type=merge -p '{"spec":{"holderIdentity":"you"}}'
sed 's/15/-1/; s/mine/bad/' lease.yaml | kubectl create -f -
kubectl delete lease mine

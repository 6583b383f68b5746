# Roles, bindings, accounts and certificate requests.
cat <<END > role.yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: Role
metadata: {name: reader}
rules:
- {apiGroups: [""], resources: [pods, pods/log], verbs: [get, list, watch]}
- {apiGroups: [apps], resources: [deployments], resourceNames: [web], verbs: [get, patch]}
END
kubectl create -f role.yaml
kubectl get roles
kubectl get role reader -o yaml
kubectl describe role reader
kubectl label role reader a=b
kubectl patch role reader --type=json -p '[{"op":"add","path":"/rules/-","value":{"apiGroups":["batch"],"resources":["jobs"],"verbs":["*"]}}]'
kubectl describe role reader
kubectl get role reader -o jsonpath='{.rules[*].resources}'
sed 's/verbs/verb/' role.yaml | kubectl apply -f -
sed 's/, verbs: \[get, patch\]//; s/reader/bad/' role.yaml | kubectl create -f -
kubectl create role maker --verb=create,get --resource=pods,deploy.apps/scale --resource-name=x
kubectl describe role maker
cat <<END > croles.yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata: {name: viewer, labels: {agg: "true"}}
rules:
- {nonResourceURLs: [/healthz, /metrics], verbs: [get]}
- {apiGroups: ["*"], resources: ["*"], verbs: [get, list]}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRoleBinding
metadata: {name: viewers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: viewer}
subjects:
- {kind: Group, apiGroup: rbac.authorization.k8s.io, name: devs}
- {kind: ServiceAccount, name: robot, namespace: default}
END
kubectl apply -f croles.yaml
kubectl apply -f croles.yaml
kubectl get clusterrole viewer
kubectl get clusterrolebinding viewers -o wide
kubectl get clusterrolebinding viewers -o yaml
kubectl describe clusterrole viewer
kubectl describe clusterrolebinding viewers
kubectl describe clusterrole nosuch
kubectl patch clusterrolebinding viewers --type=merge -p '{"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"ClusterRole","name":"other"}}'
cat <<END > rb.yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: readers}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
subjects: [{kind: User, apiGroup: rbac.authorization.k8s.io, name: jane}]
END
kubectl create -f rb.yaml
kubectl get rolebindings
kubectl get rolebindings -o wide
kubectl describe rolebinding readers
kubectl get rolebinding readers -o json
sed 's/kind: User/kind: Person/; s/readers/bad/' rb.yaml | kubectl create -f -
sed 's/roleRef/roleref/; s/readers/bad/' rb.yaml | kubectl create -f -
kubectl create sa robot
kubectl patch sa robot -p '{"imagePullSecrets":[{"name":"pull"}],"secrets":[{"name":"gone"}]}'
kubectl describe sa robot
kubectl explain role.rules
kubectl explain rolebinding.roleRef
kubectl delete role,rolebinding --all
kubectl delete -f croles.yaml
kubectl get csr
kubectl describe csr nosuch
cat <<END > csr.yaml
apiVersion: certificates.k8s.io/v1
kind: CertificateSigningRequest
metadata: {name: jane}
spec:
  request: LS0tLS1CRUdJTiBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0KTUlIbk1JR05BZ0VBTUNzeERUQUxCZ05WQkFNTUJHcGhibVV4RERBS0JnTlZCQW9NQTJSbGRqRU1NQW9HQTFVRQpDZ3dEYjNCek1Ga3dFd1lIS29aSXpqMENBUVlJS29aSXpqMERBUWNEUWdBRTVyVjZJNEc2cTlpYzZwRFJpV1dJCndIbFhqUndxZnlRdTE2cXZVQmx2Y1JhSFZjR2xyZDRmR0djcDB0RGlKWUh3bE9YcFhBelA3WGUzMjBiMlMyK3UKaktBQU1Bb0dDQ3FHU000OUJBTUNBMGtBTUVZQ0lRRHNnallFbG1RMXc1Nm00cmF3aDMvUncwY0hmYTJpL3ZFVwpFOENDekQzSXZBSWhBS3ZqRXpuMG53U3dZbG1YZk9SWWd0M1BTeHZVYzRzQm5OT2ppTTdsdmo4UwotLS0tLUVORCBDRVJUSUZJQ0FURSBSRVFVRVNULS0tLS0K
  signerName: kubernetes.io/kube-apiserver-client
  expirationSeconds: 86400
  usages: [client auth]
END
kubectl create -f csr.yaml
kubectl get csr
kubectl get csr jane -o jsonpath='{.spec.usages}'
kubectl describe csr jane
sed 's/signerName: .*/signerName: nodomain/; s/jane/bad/' csr.yaml | kubectl create -f -
sed 's/request: .*/request: aGVsbG8=/; s/jane/bad/' csr.yaml | kubectl create -f -
kubectl explain csr.spec
kubectl delete csr jane

# ValidatingAdmissionPolicies.
cat <<'END' > policy.yaml
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: demo}
spec:
  failurePolicy: Fail
  paramKind: {apiVersion: v1, kind: ConfigMap}
  matchConstraints: {resourceRules: [{apiGroups: [apps], apiVersions: [v1], operations: [CREATE, UPDATE], resources: [deployments]}]}
  matchConditions: [{name: not-system, expression: "request.namespace != 'kube-system'"}]
  variables:
  - {name: most, expression: "params == null ? 5 : int(params.data.most)"}
  - {name: containers, expression: "object.spec.template.spec.containers"}
  validations:
  - expression: object.spec.replicas <= variables.most
    messageExpression: "'at most ' + string(variables.most) + ' replicas, not ' + string(object.spec.replicas)"
  - expression: "variables.containers.all(c, c.image.startsWith('nginx'))"
    message: only nginx
    reason: Forbidden
  - expression: "has(object.metadata.labels) && 'app' in object.metadata.labels"
END
kubectl apply -f policy.yaml
kubectl apply -f - <<END
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: demo}
spec:
  policyName: demo
  validationActions: [Deny]
  paramRef: {name: limits, namespace: default, parameterNotFoundAction: Deny}
END
kubectl create deployment web --image=nginx
kubectl create cm limits --from-literal=most=3
kubectl create deployment web --image=nginx
kubectl create deployment big --image=nginx --replicas=4
kubectl create deployment other --image=httpd
kubectl scale deployment web --replicas=9
kubectl patch deployment web -p '{"spec":{"replicas":7}}'
kubectl patch deployment web -p '{"metadata":{"labels":{"app":null}}}'
kubectl patch validatingadmissionpolicybinding demo --type=merge -p '{"spec":{"validationActions":["Warn","Audit"]}}'
kubectl create deployment big --image=httpd --replicas=4
kubectl delete validatingadmissionpolicybinding demo
kubectl create deployment big2 --image=nginx --replicas=4
sed 's/object.spec.replicas <= /object.spec.replicas <= ( /' policy.yaml | kubectl apply -f -
sed 's/variables.most$/variables.nope/' policy.yaml | kubectl apply -f -
sed "s/object.spec.replicas <= variables.most/string(1)/" policy.yaml | kubectl apply -f -
sed "s/name: demo/name: broken/; s/kind: ConfigMap/kind: Nope/" policy.yaml | kubectl apply -f -
kubectl apply -f - <<END
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: broken}
spec: {policyName: broken, validationActions: [Deny]}
END
kubectl create deployment x --image=nginx
kubectl delete validatingadmissionpolicy broken
kubectl create -f - <<END
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: nodel}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: ["*"], operations: [DELETE], resources: [configmaps]}]}
  validations: [{expression: "!oldObject.metadata.name.startsWith('keep')", message: keep it}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: nodel}
spec: {policyName: nodel, validationActions: [Deny], matchResources: {namespaceSelector: {matchLabels: {kubernetes.io/metadata.name: default}}}}
END
kubectl create cm keep-me
kubectl delete cm keep-me
kubectl create cm drop-me
kubectl delete cm drop-me
kubectl create cm keep-me -n kube-public
kubectl delete cm keep-me -n kube-public
kubectl create -f - <<'END'
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata: {name: err}
spec:
  matchConstraints: {resourceRules: [{apiGroups: [""], apiVersions: ["*"], operations: [CREATE], resources: [secrets]}]}
  validations: [{expression: "object.data.nope == 'x'"}]
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata: {name: err}
spec: {policyName: err, validationActions: [Deny]}
END
kubectl create secret generic s --from-literal=a=b
kubectl get validatingadmissionpolicies
kubectl get validatingadmissionpolicybindings
kubectl delete validatingadmissionpolicy err
kubectl create secret generic s --from-literal=a=b

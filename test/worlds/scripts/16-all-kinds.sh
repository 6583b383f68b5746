# versions: 1.27,1.30,1.33
# Every kind of 1.33: what the server has, what a fresh cluster holds, and rows of what one makes.
kubectl api-resources
kubectl api-resources -o wide
kubectl api-resources --namespaced=false -o name
kubectl api-resources --api-group=events.k8s.io
kubectl api-resources --categories=all --sort-by=name
kubectl api-versions
kubectl get apiservices
kubectl get apiservice v1.apps -o yaml
kubectl get flowschemas
kubectl get flowschema system-node-high -o json
kubectl get prioritylevelconfigurations
kubectl get prioritylevelconfiguration workload-low exempt -o yaml
kubectl get pc -o wide
kubectl get pc system-node-critical -o yaml
kubectl get servicecidrs,ipaddresses
kubectl get ip 10.96.0.10 -o yaml
kubectl get ds -A -o wide
kubectl get cm -n kube-system
kubectl get sc,pv,pvc,csinodes
kubectl get all -A
kubectl apply -f - <<'END'
apiVersion: v1
kind: PersistentVolumeClaim
metadata: {name: data}
spec: {accessModes: [ReadWriteOnce], storageClassName: fast, resources: {requests: {storage: 1Gi}}}
---
apiVersion: storage.k8s.io/v1
kind: StorageClass
metadata: {name: fast}
provisioner: example.com/disk
---
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: web}
spec:
  ingressClassName: nginx
  rules: [{host: web.example.com, http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}]}}]
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: web}
spec: {podSelector: {matchLabels: {app: web}}}
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: web}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: web}
subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: ada}]
---
apiVersion: scheduling.k8s.io/v1
kind: PriorityClass
metadata: {name: low}
value: 5
---
apiVersion: v1
kind: LimitRange
metadata: {name: small}
spec: {limits: [{type: Container, max: {cpu: "1"}}]}
END
kubectl get sc,pvc,ing,netpol
kubectl get rolebindings -o wide
kubectl get pc low
kubectl get ingresses web -o jsonpath='{.spec.rules[0].host}'
kubectl patch pc low --type=merge -p '{"description":"for later"}'
kubectl label netpol web tier=a
kubectl get netpol --show-labels
kubectl delete ing,netpol web
kubectl create -f - <<'END'
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: bad}
spec: {rule: []}
END
kubectl create service clusterip web --tcp=80
kubectl get ip -o name
kubectl delete svc web
kubectl get ip
kubectl get events.events.k8s.io
kubectl get componentstatuses

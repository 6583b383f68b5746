# Ingresses, classes, policies and addresses.
kubectl create deployment web --image=nginx --replicas=2
kubectl expose deploy web --port=80
cat <<END > ing.yaml
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: {name: main, annotations: {nginx.ingress.kubernetes.io/rewrite-target: /}}
spec:
  ingressClassName: nginx
  tls: [{hosts: [a.example.com], secretName: cert}]
  rules:
  - host: a.example.com
    http:
      paths:
      - {path: /, pathType: Prefix, backend: {service: {name: web, port: {number: 80}}}}
      - {path: /gone, pathType: Exact, backend: {service: {name: gone, port: {name: http}}}}
END
kubectl create -f ing.yaml
kubectl get ing
kubectl get ing -o wide
kubectl get ing main -o yaml
kubectl describe ing main
kubectl label ing main a=b
kubectl annotate ing main nginx.ingress.kubernetes.io/rewrite-target-
kubectl patch ing main --type=json -p '[{"op":"replace","path":"/spec/rules/0/host","value":"b.example.com"}]'
kubectl patch ing main --type=merge -p '{"spec":{"defaultBackend":{"service":{"name":"web","port":{"number":80}}}}}'
kubectl describe ing main
kubectl get ing main -o jsonpath='{.spec.rules[*].host}'
sed 's/pathType: Prefix, //; s/main/bad/' ing.yaml | kubectl create -f -
sed 's/path: \//path: x/; s/main/bad/; s/a.example.com/_bad_/' ing.yaml | kubectl create -f -
sed 's/backend:/serviceName:/; s/main/bad/' ing.yaml | kubectl create -f -
kubectl explain ing.spec.rules.http.paths
kubectl explain ing.spec.rules --recursive
cat <<END > ic.yaml
apiVersion: networking.k8s.io/v1
kind: IngressClass
metadata: {name: nginx}
spec: {controller: k8s.io/ingress-nginx, parameters: {apiGroup: k8s.example.com, kind: P, name: p, scope: Cluster}}
END
kubectl apply -f ic.yaml
kubectl get ingressclass
kubectl get ingressclass nginx -o yaml
kubectl describe ingressclass nginx
kubectl patch ingressclass nginx -p '{"spec":{"controller":"other/controller"}}'
sed 's/k8s.io\/ingress-nginx/nodomain/; s/nginx}/bad}/' ic.yaml | kubectl create -f -
cat <<END > np.yaml
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: {name: allow}
spec:
  podSelector: {matchLabels: {app: web}}
  policyTypes: [Ingress, Egress]
  ingress:
  - from: [{podSelector: {matchLabels: {role: front}}}, {ipBlock: {cidr: 10.0.0.0/8, except: [10.1.0.0/16]}}]
    ports: [{port: 80}, {protocol: UDP, port: 1000, endPort: 2000}]
  egress: []
END
kubectl create -f np.yaml
kubectl get netpol
kubectl get netpol -o wide
kubectl get netpol allow -o yaml
kubectl describe netpol allow
kubectl patch netpol allow --type=merge -p '{"spec":{"egress":[{}]}}'
kubectl describe netpol allow
sed 's/10.0.0.0\/8/10.0.0.0/; s/allow/bad/; s/UDP/FTP/' np.yaml | kubectl create -f -
sed 's/podSelector/podselector/' np.yaml | kubectl apply -f -
kubectl explain netpol.spec.ingress.from
kubectl get servicecidrs
kubectl describe servicecidr kubernetes
kubectl get ipaddresses
kubectl describe ip
cat <<END | kubectl create -f -
apiVersion: networking.k8s.io/v1
kind: ServiceCIDR
metadata: {name: more}
spec: {cidrs: [10.200.0.0/16]}
END
kubectl get servicecidr more -o jsonpath='{.spec.cidrs}'
kubectl describe servicecidr more
kubectl get servicecidr nosuch
kubectl delete ing,netpol --all
kubectl delete ingressclass nginx
kubectl get ing,netpol,ingressclass
